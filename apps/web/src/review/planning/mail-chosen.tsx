import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { useWords } from '../words/use-words.ts';
import type { PlannedInvitation } from './invitations-page.tsx';
import styles from './planning.module.css';

interface MailChosenProps {
  readonly picked: readonly PlannedInvitation[];
  readonly onDone: () => void;
  readonly onSettled: () => Promise<void>;
}

/** New links by mail to several at once: one after the other, and whoever fails keeps nobody waiting. */
export function MailChosen({ picked, onDone, onSettled }: MailChosenProps) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(0);
  const opened = picked.filter((one) => one.opened).length;
  const mail = useMutation({
    mutationFn: async () => {
      let mailed = 0;
      setDone(0);
      for (const one of picked) {
        if (one.email !== null) {
          mailed += await api('POST /api/v1/invitations/{id}/link', {
            params: { id: one.id },
            body: { mail: true },
          }).then(
            () => 1,
            () => 0,
          );
        }
        setDone((n) => n + 1);
      }
      return mailed;
    },
    onSuccess: (mailed) => {
      const not = picked.length - mailed;
      showToast({ tone: 'green', text: t('invitations.mailed', { n: mailed }) });
      if (not > 0) showToast({ tone: 'amber', text: t('invitations.notMailed', { n: not }) });
      setAsking(false);
      onDone();
    },
    onSettled,
  });
  return (
    <div className={styles.bar}>
      <span>{t('invitations.chosen', { n: picked.length })}</span>
      <Button kind="primary" icon="replay" onClick={() => setAsking(true)}>
        {t('invitations.mailChosen')}
      </Button>
      <Dialog
        title={t('invitations.mailTitle', { n: picked.length })}
        open={asking}
        onClose={() => setAsking(false)}
        alert
        actions={
          <>
            <Button
              kind="primary"
              busy={mail.isPending && t('invitations.mailing', { n: done, of: picked.length })}
              onClick={() => mail.mutate()}
            >
              {t('invitations.mailChosen')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t('invitations.mailText')}</p>
        {opened > 0 && <p>{t('invitations.skipOpened', { n: opened })}</p>}
      </Dialog>
    </div>
  );
}
