import { CARD_LANGUAGES } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select, TextArea } from '../../kit/field.tsx';
import { languageNames } from '../../kit/i18n/words.tsx';
import { State } from '../../kit/state.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { DraftPreview } from './draft-preview.tsx';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import type { Order } from './use-order.ts';

/** No language: no cards. */
const WITHOUT = '';

const audiences = ['missions', 'session', 'public'] as const;

export function Publishing({ programme, order }: { readonly programme: Programme; readonly order: Order }) {
  const { t } = useWords();
  const client = useQueryClient();
  const id = programme.review.id;
  const key = ['programme', id] as const;
  const { draft, published } = programme;
  const [ending, setEnding] = useState(false);
  const [previewing, setPreviewing] = useState(false);
  const [looked, setLooked] = useState<Programme>();
  const shown = draft.items.filter((item) => item.kind === 'statement');
  const same = published !== null && !draft.differsFromPublished;
  /** Narrower it is at once: what differs is wider. */
  const waits = published !== null && published.audience !== programme.audience;

  const change = useMutation({
    // Behind whatever is being kept of the order, and one after the other: a key held on a list sends several.
    scope: { id: `programme-order ${id}` },
    mutationFn: (next: Partial<Pick<Programme, 'audience' | 'cards'>>) =>
      api('PUT /api/v1/reviews/{id}/programme/order', {
        params: { id },
        body: { statementIds: order.items.map((item) => item.statementId), ...next },
      }),
    onSuccess: (answer) => client.setQueryData(key, answer),
  });
  const ready = shown.length > 0 && !same && !order.saving && !change.isPending;
  const chosen = { ...programme, ...(change.isPending ? change.variables : {}) };
  const open = () => {
    if (ready) setLooked(programme);
  };
  useKeys({ p: open });

  return (
    <section className={styles.section} aria-labelledby="publishing">
      <h2 id="publishing" className={styles.sectionTitle}>
        {t('programme.publishing')}
      </h2>
      {change.error && <ProblemNotice error={change.error} />}
      <div className={styles.publishRow}>
        <Select
          label={t('programme.audience')}
          options={audiences.map((one) => ({ value: one, label: t(`audience.${one}`) }))}
          value={chosen.audience}
          onChange={(event) => {
            const next = audiences.find((one) => one === event.target.value);
            if (next) change.mutate({ audience: next });
          }}
        />
        <Select
          label={t('programme.titleCards')}
          options={[
            ...CARD_LANGUAGES.map((one) => ({ value: one, label: languageNames[one] })),
            { value: WITHOUT, label: t('programme.titleCards.none') },
          ]}
          value={chosen.cards ?? WITHOUT}
          onChange={({ target: { value } }) =>
            change.mutate({ cards: CARD_LANGUAGES.find((one) => one === value) ?? null })
          }
        />
        <div className={styles.publishButtons}>
          <Button
            kind="primary"
            icon="ready"
            aria-disabled={!ready}
            aria-describedby="publishing-why"
            onClick={open}
          >
            {published ? t('programme.publishChanges') : t('programme.publish')}
          </Button>
          {draft.previewUrl !== null && !same && (
            <Button kind="plain" icon="play" onClick={() => setPreviewing(true)}>
              {t('programme.previewDraft')}
            </Button>
          )}
          {published && (
            <Button kind="plain" icon="close" onClick={() => setEnding(true)}>
              {t('programme.unpublish')}
            </Button>
          )}
        </div>
      </div>
      <div className={styles.form} aria-live="polite">
        <p id="publishing-why" className={styles.soft}>
          {shown.length === 0 ? t('programme.nothingApproved') : same ? t('programme.asPublished') : null}
        </p>
        {waits && (
          <State tone="amber">
            {t('programme.audienceWaits', {
              now: t(`audience.${published.audience}`),
              next: t(`audience.${programme.audience}`),
            })}
          </State>
        )}
      </div>
      {shown.length > 0 && !same && draft.cardsToDraw > 0 && (
        <State tone="amber">{t('programme.drawing', { n: draft.cardsToDraw })}</State>
      )}
      {looked && (
        <PublishDialog
          programme={programme}
          looked={looked}
          onLook={setLooked}
          onClose={() => setLooked(undefined)}
        />
      )}
      {previewing && <DraftPreview programme={programme} onClose={() => setPreviewing(false)} />}
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
