import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { api } from '../api.ts';
import { LinkOnce } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useFormDialog } from '../use-form-dialog.ts';
import { useFormValues } from '../use-form-values.ts';
import { useWords } from '../words/use-words.ts';
import { InvitationFields, type InvitationValues, noInvitation, requestOf } from './invitation-fields.tsx';
import styles from './planning.module.css';

interface InviteProps {
  readonly reviewId: string;
  readonly stateName: string;
  readonly sessionId: string;
  readonly timeZone: string;
  readonly kind?: 'primary' | 'quiet';
}

/** Gives an organisation its place and shows its link, once. */
export function Invite({ reviewId, stateName, sessionId, timeZone, kind = 'quiet' }: InviteProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const draft = `invite.${reviewId}`;
  const { open, show, close } = useFormDialog(draft);
  const [named, setNamed] = useState('');
  const add = useMutation({
    mutationFn: (values: InvitationValues) =>
      api('POST /api/v1/reviews/{id}/invitations', {
        params: { id: reviewId },
        body: requestOf(values, timeZone),
      }),
    onSuccess: async (_, { name }) => {
      setNamed(name);
      close();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['programme', reviewId] }),
        client.invalidateQueries({ queryKey: ['invitations', reviewId] }),
        client.invalidateQueries({ queryKey: ['plan', sessionId] }),
        client.invalidateQueries({ queryKey: ['board', sessionId] }),
      ]);
    },
  });
  return (
    <div id="invite">
      <Button kind={kind} icon="plus" onClick={show}>
        {t('invite.open')}
      </Button>
      <Dialog title={t('invite.title', { state: stateName })} open={open} onClose={close} alert>
        <Form draft={draft} timeZone={timeZone} add={add} onClose={close} />
      </Dialog>
      <LinkOnce title={t('link.titleOf', { name: named })} link={add.data?.link} onClose={add.reset} />
    </div>
  );
}

interface FormProps {
  readonly draft: string;
  readonly timeZone: string;
  readonly add: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly mutate: (values: InvitationValues) => void;
  };
  readonly onClose: () => void;
}

function Form({ draft, timeZone, add, onClose }: FormProps) {
  const { t } = useWords();
  const { values, write } = useFormValues(draft, noInvitation);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(values);
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      {add.error && <ProblemNotice error={add.error} conflict={t('invite.taken')} />}
      <InvitationFields values={values} timeZone={timeZone} mayBeTheirs onChange={write} />
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" busy={add.isPending && t('review.saving')}>
          {t('invite.action')}
        </Button>
        <Button onClick={onClose}>{t('review.cancel')}</Button>
      </div>
    </form>
  );
}
