import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './studio.module.css';
import type { Detail } from './types.ts';

/** For a speaker who asked for it some other way than by their own page. */
export function Withdraw({ detail }: { readonly detail: Detail }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const withdraw = useMutation({
    mutationFn: () =>
      api('POST /api/v1/statements/{id}/withdraw', {
        params: { id: detail.statement.id },
        body: { reason: 'speaker_asked' },
      }),
    onSuccess: async () => {
      setAsking(false);
      showToast({ tone: 'neutral', text: t('withdraw.done') });
      await client.invalidateQueries();
    },
  });
  if (detail.statement.state === 'withdrawn') return null;
  return (
    <section className={styles.section} aria-labelledby="withdraw">
      <h2 id="withdraw" className={styles.sectionTitle}>
        {t('withdraw.title')}
      </h2>
      <div>
        <Button onClick={() => setAsking(true)}>{t('withdraw.act')}</Button>
      </div>
      <Dialog
        title={t('withdraw.ask')}
        open={asking}
        onClose={() => setAsking(false)}
        alert
        actions={
          <>
            <Button
              kind="danger"
              busy={withdraw.isPending && t('review.saving')}
              onClick={() => withdraw.mutate()}
            >
              {t('withdraw.act')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t('withdraw.text')}</p>
        {withdraw.error && <ProblemNotice error={withdraw.error} />}
      </Dialog>
    </section>
  );
}
