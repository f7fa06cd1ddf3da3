import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { api } from '../api.ts';
import { LinkOnce } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { InvitationFields, noInvitation, requestOf } from './invitation-fields.tsx';
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
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(noInvitation);
  const [named, setNamed] = useState('');
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/v1/reviews/{id}/invitations', {
        params: { id: reviewId },
        body: requestOf(values, timeZone),
      }),
    onSuccess: async () => {
      setNamed(values.name);
      setValues(noInvitation);
      setOpen(false);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['programme', reviewId] }),
        client.invalidateQueries({ queryKey: ['invitations', reviewId] }),
        client.invalidateQueries({ queryKey: ['plan', sessionId] }),
        client.invalidateQueries({ queryKey: ['board', sessionId] }),
      ]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <div id="invite">
      <Button kind={kind} icon="plus" onClick={() => setOpen(true)}>
        {t('invite.open')}
      </Button>
      <Dialog
        title={t('invite.title', { state: stateName })}
        open={open}
        onClose={() => setOpen(false)}
        alert
      >
        <form onSubmit={submit} className={styles.form}>
          {add.error && <ProblemNotice error={add.error} conflict={t('invite.taken')} />}
          <InvitationFields
            values={values}
            timeZone={timeZone}
            onChange={(changes) => setValues((now) => ({ ...now, ...changes }))}
          />
          <div className={styles.buttons}>
            <Button kind="primary" type="submit" busy={add.isPending && t('review.saving')}>
              {t('invite.action')}
            </Button>
            <Button onClick={() => setOpen(false)}>{t('review.cancel')}</Button>
          </div>
        </form>
      </Dialog>
      <LinkOnce title={t('link.titleOf', { name: named })} link={add.data?.link} onClose={add.reset} />
    </div>
  );
}
