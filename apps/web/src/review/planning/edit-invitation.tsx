import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { picked } from '../rebase.ts';
import { TheirsNotice } from '../theirs-notice.tsx';
import { useFormValues } from '../use-form-values.ts';
import { useWords } from '../words/use-words.ts';
import { changesOf, INVITATION_LABELS, InvitationFields, saidOf, valuesOf } from './invitation-fields.tsx';
import type { PlannedInvitation } from './invitations-page.tsx';
import styles from './planning.module.css';

interface EditInvitationProps {
  /** Nothing is shown without. */
  readonly one: PlannedInvitation | undefined;
  readonly draft: string;
  readonly timeZone: string;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

export function EditInvitation({ one, ...form }: EditInvitationProps) {
  const { t } = useWords();
  const name = one?.organisation.name ?? '';
  return (
    <Dialog
      title={t('invitations.editTitle', { name })}
      open={one !== undefined}
      onClose={form.onClose}
      alert
    >
      {one && <Form one={one} {...form} />}
    </Dialog>
  );
}

function Form({
  one,
  draft,
  timeZone,
  onClose,
  onChanged,
}: EditInvitationProps & { readonly one: PlannedInvitation }) {
  const { t } = useWords();
  const now = useMemo(() => valuesOf(one, timeZone), [one, timeZone]);
  const form = useFormValues(draft, now);
  const { base, values, theirs } = form;
  const save = useMutation({
    mutationFn: async () => {
      const { email, ...body } = changesOf(values, base, timeZone);
      const params = { id: one.id };
      const { organisation: renamed, ...own } = body;
      if (Object.keys(body).length > 0) {
        const seen = {
          ...picked({ language: base.language || 'en', deadlineAt: one.deadlineAt }, keysOf(own)),
          ...(renamed ? { organisation: picked(one.organisation, keysOf(renamed)) } : {}),
        };
        await api('PATCH /api/v1/invitations/{id}', { params, body: { ...body, seen } });
      }
      if (email !== undefined) {
        const seen = { email: one.email };
        await api('PUT /api/v1/invitations/{id}/contact', { params, body: { email, seen } });
      }
    },
    onSettled: async (_, error) => {
      await onChanged();
      if (error !== null) return;
      showToast({ tone: 'green', text: t('invitations.saved') });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (theirs.length === 0) save.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      {theirs.length > 0 ? (
        <TheirsNotice
          fields={theirs.map((name) => ({
            label: t(INVITATION_LABELS[name]),
            now: name === 'kind' ? t(`kind.${now.kind}`) : saidOf(now, name),
          }))}
          onTakeTheirs={form.takeTheirs}
          onKeepMine={form.keepMine}
        />
      ) : (
        save.error && <ProblemNotice error={save.error} conflict={t('invitations.editConflict')} />
      )}
      <InvitationFields
        values={values}
        timeZone={timeZone}
        mayBeTheirs={base.language === ''}
        onChange={form.write}
      />
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
          {t('review.save')}
        </Button>
        <Button onClick={onClose}>{t('review.cancel')}</Button>
      </div>
    </form>
  );
}

const keysOf = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];
