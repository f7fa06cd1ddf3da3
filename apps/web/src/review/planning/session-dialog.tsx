import { isTimeZone } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { NumberField, Select, TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import type { Session } from '../board/sessions.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { picked } from '../rebase.ts';
import { navigate, to } from '../router.tsx';
import { TheirsNotice } from '../theirs-notice.tsx';
import { useFormDialog } from '../use-form-dialog.ts';
import { useFormValues } from '../use-form-values.ts';
import { useWords } from '../words/use-words.ts';
import { ClockField, wallText } from './clock-field.tsx';
import styles from './planning.module.css';
import { additionOf, changesOf, type Fields, fieldsOf, fieldsOfNext, noFields } from './session-fields.ts';
import { ZoneChoice } from './zone-choice.tsx';

interface SessionDialogProps {
  /** The one that is changed. */
  readonly session?: Session;
  /** The one that a new one takes its settings from. */
  readonly copyOf?: Session;
  /** Where a new one is shown. */
  readonly after?: 'board' | 'plan';
}

/** Adds a session, from nothing or from an earlier one, or changes the one that is given. */
export function SessionDialog({ session, copyOf, after = 'board' }: SessionDialogProps) {
  const { t } = useWords();
  const key = `session.${session ? session.id : copyOf ? `after.${copyOf.id}` : `new.${after}`}`;
  const { open, show, close } = useFormDialog(key);
  const title = t(session ? 'session.settings' : copyOf ? 'plan.copy' : 'session.new');
  return (
    <>
      <Button kind="plain" icon={session ? 'edit' : copyOf ? 'copy' : 'plus'} onClick={show}>
        {title}
      </Button>
      <Dialog title={title} open={open} onClose={close} alert>
        <SessionForm
          draft={key}
          {...(session ? { session } : {})}
          {...(copyOf ? { copyOf } : {})}
          after={after}
          onClose={close}
        />
      </Dialog>
    </>
  );
}

interface SessionFormProps extends SessionDialogProps {
  readonly draft: string;
  readonly onClose: () => void;
}

function SessionForm({ draft, session, copyOf, after, onClose }: SessionFormProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const now = useMemo<Fields>(
    () => (session ? fieldsOf(session) : copyOf ? fieldsOfNext(copyOf) : noFields),
    [session, copyOf],
  );
  const form = useFormValues(draft, now);
  const { base: opened, values: fields, theirs, write: set } = form;
  const [wrongZone, setWrongZone] = useState(false);
  const save = useMutation({
    mutationFn: async (): Promise<{ readonly id: string }> => {
      if (!session) {
        const body = { ...additionOf(fields, opened), ...(copyOf ? { copyOf: copyOf.id } : {}) };
        return await api('POST /api/v1/sessions', { body });
      }
      const body = changesOf(fields, opened);
      const { id } = session;
      const names = Object.keys(body) as (keyof typeof body)[];
      if (names.length > 0) {
        const seen = picked(session, names);
        await api('PATCH /api/v1/sessions/{id}', { params: { id }, body: { ...body, seen } });
      }
      return { id };
    },
    onSettled: async (saved) => {
      const id = session?.id ?? saved?.id;
      await client.invalidateQueries({ queryKey: ['sessions'] });
      await client.invalidateQueries({ queryKey: ['board', id] });
      await client.invalidateQueries({ queryKey: ['plan', id] });
      if (saved === undefined) return;
      onClose();
      if (!session) navigate(after === 'plan' ? to.plan(saved.id) : to.board(saved.id));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const zone = isTimeZone(fields.timeZone);
    setWrongZone(!zone);
    if (zone && theirs.length === 0) save.mutate();
    else if (!zone) focusWrong(event.currentTarget);
  };
  /** What both kinds of field share. */
  const bound = (name: TextName) => ({
    label: t(`session.field.${name}`),
    value: fields[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  /** An administrator's setting says what a new session has. */
  const bySettings = session || copyOf ? { required: true } : { hint: t('session.bySettings') };
  return (
    <form onSubmit={submit}>
      <Stack>
        {copyOf && <p className={styles.soft}>{t('plan.copyText', { n: copyOf.number })}</p>}
        {theirs.length > 0 ? (
          <TheirsNotice
            fields={theirs.map((name) => ({
              label: t(`session.field.${name}`),
              now: saidOf(now, name, t),
            }))}
            onTakeTheirs={form.takeTheirs}
            onKeepMine={form.keepMine}
          />
        ) : (
          save.error && (
            <ProblemNotice error={save.error} conflict={t('session.taken', { n: fields.number })} />
          )
        )}
        <div className={styles.pair}>
          <NumberField {...bound('number')} autoFocus required min={1} max={100_000} />
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
          <ZoneChoice
            value={fields.timeZone}
            onChange={(timeZone) => set({ timeZone })}
            wrong={wrongZone && !isTimeZone(fields.timeZone)}
          />
          <ClockField
            label={t('session.field.deadline')}
            value={fields.deadline}
            timeZone={fields.timeZone}
            onChange={(deadline) => set({ deadline })}
          />
          <NumberField {...bound('graceMinutes')} required min={0} max={10_080} unit={t('unit.minutes')} />
          <NumberField
            {...bound('sizeMebibytes')}
            required
            min={1}
            max={102_400}
            unit={t('unit.mebibytes')}
          />
          <NumberField
            {...bound('toleranceSeconds')}
            {...bySettings}
            min={0}
            max={3600}
            unit={t('unit.seconds')}
          />
          <NumberField {...bound('minimumPercent')} {...bySettings} min={0} max={100} unit="%" />
          <NumberField {...bound('takes')} required min={1} max={1000} />
        </div>
        <div className={styles.buttons}>
          <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
            {t(session ? 'review.save' : 'session.add')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </div>
      </Stack>
    </form>
  );
}

function saidOf(fields: Fields, name: keyof Fields, t: ReturnType<typeof useWords>['t']) {
  if (name === 'format') return t(`session.${fields.format}`);
  return name === 'deadline' ? wallText(fields.deadline) : fields[name];
}

/** As soon as it is drawn as wrong. */
const focusWrong = (form: HTMLFormElement) =>
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());

type TextName = { [K in keyof Fields]: string extends Fields[K] ? K : never }[keyof Fields];
