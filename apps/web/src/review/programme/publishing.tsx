import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select, TextArea } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';

const audiences = ['missions', 'session', 'public'] as const;

export function Publishing({ programme }: { readonly programme: Programme }) {
  const { t } = useWords();
  const client = useQueryClient();
  const id = programme.review.id;
  const key = ['programme', id] as const;
  const { draft, published } = programme;
  const [ending, setEnding] = useState(false);
  const shown = draft.items.filter((item) => item.kind === 'statement');
  const cards = draft.items.length - shown.length;

  const audience = useMutation({
    mutationFn: (next: Programme['audience']) =>
      api('PUT /api/v1/reviews/{id}/programme/order', {
        params: { id },
        body: { statementIds: draft.items.map((item) => item.statementId), audience: next },
      }),
    onSuccess: (answer) => client.setQueryData(key, answer),
  });
  const publish = useMutation({
    mutationFn: () =>
      api('POST /api/v1/reviews/{id}/programme/publish', {
        params: { id },
        body: { statementIds: shown.map((item) => item.statementId) },
      }),
    onSuccess: (revision) =>
      showToast({ tone: 'green', text: t('programme.publishedDone', { n: revision.number }) }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: key }),
        client.invalidateQueries({ queryKey: ['board'] }),
      ]),
  });

  return (
    <section className={styles.section} aria-labelledby="publishing">
      <h2 id="publishing" className={styles.sectionTitle}>
        {t('programme.publishing')}
      </h2>
      {cards > 0 && shown.length > 0 && (
        <Notice tone="neutral" title={t('programme.cards', { n: cards })}>
          {t('programme.cardsText')}
        </Notice>
      )}
      {(publish.error || audience.error) && <ProblemNotice error={publish.error ?? audience.error} />}
      <div className={styles.publishRow}>
        <Select
          label={t('programme.audience')}
          options={audiences.map((one) => ({ value: one, label: t(`audience.${one}`) }))}
          value={programme.audience}
          onChange={(event) => {
            const next = audiences.find((one) => one === event.target.value);
            if (next) audience.mutate(next);
          }}
        />
        <div className={styles.publishButtons}>
          <Button
            kind="primary"
            icon="ready"
            disabled={shown.length === 0 || (published !== null && !draft.differsFromPublished)}
            busy={publish.isPending && t('programme.publishingNow')}
            onClick={() => publish.mutate()}
          >
            {published ? t('programme.publishAgain', { n: published.number + 1 }) : t('programme.publish')}
          </Button>
          {published && (
            <Button kind="plain" icon="close" onClick={() => setEnding(true)}>
              {t('programme.unpublish')}
            </Button>
          )}
        </div>
      </div>
      {shown.length === 0 ? (
        <p className={styles.soft}>{t('programme.nothingApproved')}</p>
      ) : (
        published &&
        !draft.differsFromPublished && <p className={styles.soft}>{t('programme.asPublished')}</p>
      )}
      <Unpublish reviewId={id} open={ending} onClose={() => setEnding(false)} />
    </section>
  );
}

interface UnpublishProps {
  readonly reviewId: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

function Unpublish({ reviewId, open, onClose }: UnpublishProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const end = useMutation({
    mutationFn: () =>
      api('POST /api/v1/reviews/{id}/programme/unpublish', {
        params: { id: reviewId },
        body: { reason: reason.trim() },
      }),
    onSuccess: (answer) => {
      client.setQueryData(['programme', reviewId], answer);
      void client.invalidateQueries({ queryKey: ['board'] });
      showToast({ tone: 'neutral', text: t('programme.unpublished') });
      setReason('');
      setTried(false);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim()) end.mutate();
  };
  return (
    <Dialog title={t('programme.unpublishTitle')} open={open} onClose={onClose} alert>
      <form onSubmit={submit} className={styles.form} noValidate>
        <p>{t('programme.unpublishText')}</p>
        {end.error && <ProblemNotice error={end.error} />}
        <TextArea
          label={t('decide.reason')}
          rows={2}
          dir="auto"
          maxLength={4000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          {...(tried && !reason.trim() ? { error: t('problem.reason_required') } : {})}
        />
        <div className={styles.publishButtons}>
          <Button kind="danger" type="submit" busy={end.isPending && t('review.saving')}>
            {t('programme.unpublish')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
