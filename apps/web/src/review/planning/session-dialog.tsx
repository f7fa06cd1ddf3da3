import { isTimeZone } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { NumberField, Select, TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import styles from '../board/board.module.css';
import type { Session } from '../board/sessions.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { navigate, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { type Fields, fieldsOf, noFields, requestOf } from './session-fields.ts';

/** Adds a session, or changes the one that is given. */
export function SessionDialog({ session }: { readonly session?: Session }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const title = t(session ? 'session.settings' : 'session.new');
  return (
    <>
      <Button kind="plain" icon={session ? 'edit' : 'plus'} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)} alert>
        <SessionForm {...(session ? { session } : {})} onSaved={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

interface SessionFormProps {
  readonly session?: Session;
  readonly onSaved: () => void;
}

function SessionForm({ session, onSaved }: SessionFormProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [fields, setFields] = useState<Fields>(session ? fieldsOf(session) : noFields);
  const [wrongZone, setWrongZone] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const body = requestOf(fields);
      return session
        ? api('PATCH /api/v1/sessions/{id}', { params: { id: session.id }, body })
        : api('POST /api/v1/sessions', { body });
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['sessions'] });
      await client.invalidateQueries({ queryKey: ['board', id] });
      onSaved();
      if (!session) navigate(to.board(id));
    },
  });
  const set = (patch: Partial<Fields>) => setFields((before) => ({ ...before, ...patch }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const zone = isTimeZone(fields.timeZone);
    setWrongZone(!zone);
    if (zone) save.mutate();
  };
  /** What both kinds of field share. */
  const bound = (name: TextName) => ({
    label: t(`session.field.${name}`),
    value: fields[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        {save.error && <ProblemNotice error={save.error} />}
        <div className={styles.pair}>
          <NumberField {...bound('number')} required min={1} max={100_000} />
          <Select
            label={t('session.field.format')}
            value={fields.format}
            options={[
              { value: 'in_person', label: t('session.in_person') },
              { value: 'virtual', label: t('session.virtual') },
            ]}
            onChange={(event) => set({ format: event.target.value === 'virtual' ? 'virtual' : 'in_person' })}
          />
          <TextField {...bound('startsOn')} type="date" required />
          <TextField {...bound('endsOn')} type="date" required min={fields.startsOn} />
        </div>
        <Checkbox
          label={t('session.field.datesProvisional')}
          checked={fields.datesProvisional}
          onChange={(datesProvisional) => set({ datesProvisional })}
        />
        <TextField {...bound('venue')} optional maxLength={300} />
        <Checkbox
          label={t('session.field.acceptsUploads')}
          checked={fields.acceptsUploads}
          onChange={(acceptsUploads) => set({ acceptsUploads })}
        />
        <div className={styles.pair}>
          <TextField {...bound('deadline')} optional type="datetime-local" />
          <TextField
            {...bound('timeZone')}
            required
            maxLength={64}
            dir="ltr"
            {...(wrongZone ? { error: t('session.timeZoneWrong') } : {})}
          />
          <NumberField {...bound('graceMinutes')} required min={0} max={10_080} unit={t('unit.minutes')} />
          <NumberField {...bound('toleranceSeconds')} required min={0} max={3600} unit={t('unit.seconds')} />
          <NumberField {...bound('minimumPercent')} required min={0} max={100} unit="%" />
          <NumberField
            {...bound('sizeMebibytes')}
            required
            min={1}
            max={102_400}
            unit={t('unit.mebibytes')}
          />
          <NumberField {...bound('takes')} required min={1} max={1000} />
        </div>
        <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
          {t(session ? 'review.save' : 'session.add')}
        </Button>
      </Stack>
    </form>
  );
}

type TextName = { [K in keyof Fields]: string extends Fields[K] ? K : never }[keyof Fields];
