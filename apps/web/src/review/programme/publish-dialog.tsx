import { ApiProblem } from '@rostrum/client';
import { consentCovers, programmeChanges } from '@rostrum/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { formatTime } from '../../kit/time.ts';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice, useProblemText } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { ChangeList } from './change-list.tsx';
import { pastRevisionsOf } from './past-revisions.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';

interface PublishDialogProps {
  /** As it stands now. */
  readonly programme: Programme;
  /** As it stood when it was opened: this is what is published, or nothing is. */
  readonly looked: Programme;
  readonly onLook: (programme: Programme) => void;
  readonly onClose: () => void;
}

/** What changes for those who watch, before it does. */
export function PublishDialog({ programme, looked, onLook, onClose }: PublishDialogProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const id = programme.review.id;
  const key = ['programme', id] as const;
  const { draft, published, earlier } = looked;
  const number = Math.max(published?.number ?? 0, ...earlier.map((one) => one.number)) + 1;
  const changedSince = programme.draft.mark !== draft.mark;
  const shown = draft.items.filter((item) => item.kind === 'statement');
  const publish = useMutation({
    mutationFn: () =>
      api('POST /api/v1/reviews/{id}/programme/publish', {
        params: { id },
        body: { statementIds: shown.map((item) => item.statementId), mark: draft.mark },
      }),
    onSuccess: (revision) => {
      showToast({ tone: 'green', text: t('programme.publishedDone', { n: revision.number }) });
      onClose();
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: key }),
        client.invalidateQueries({ queryKey: ['board'] }),
      ]),
  });
  const stale = publish.error instanceof ApiProblem && ['stale', 'conflict'].includes(publish.error.code);
  const over = draft.lengthMs - draft.slotMs;
  return (
    <Dialog
      title={t('programme.publishTitle', { n: number })}
      open
      onClose={onClose}
      alert
      actions={
        <>
          {changedSince ? (
            <Button
              kind="primary"
              autoFocus
              onClick={() => {
                publish.reset();
                onLook(programme);
              }}
            >
              {t('programme.lookAgain')}
            </Button>
          ) : (
            <Button
              kind="primary"
              icon="ready"
              autoFocus
              busy={publish.isPending && t('programme.publishingNow')}
              onClick={() => publish.mutate()}
            >
              {t('programme.publishAgain', { n: number })}
            </Button>
          )}
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        {changedSince ? (
          <Notice tone="amber" live title={t(stale ? 'programme.notPublished' : 'programme.changedSince')}>
            {programme.published && programme.published.id !== published?.id && (
              <p>{t('programme.publishedMeanwhile', { n: programme.published.number })}</p>
            )}
            {programme.audience !== looked.audience && (
              <p>{t('programme.audienceIs', { who: t(`audience.${programme.audience}`) })}</p>
            )}
            <ChangeList before={draft.items} after={programme.draft.items} />
          </Notice>
        ) : (
          publish.error && <ProblemNotice error={publish.error} />
        )}
        {over > 0 && (
          <Notice tone="amber" title={t('programme.overSlot', { time: formatTime(over) })}>
            {t('programme.overSlotText')}
          </Notice>
        )}
        <Changes looked={looked} />
        <Obstacles looked={looked} />
      </div>
    </Dialog>
  );
}

/** Against what the missions saw last, also where it was taken from view. */
function Changes({ looked }: { readonly looked: Programme }) {
  const { t } = useWords();
  const { review, audience, draft, published, earlier } = looked;
  const past = useQuery({ ...pastRevisionsOf(review.id), enabled: published === null && earlier.length > 0 });
  const last = published ?? past.data?.[0];
  if (published === null && earlier.length > 0 && past.isPending) return <Skeleton shape="row" count={3} />;
  const before = last?.items ?? [];
  const wider = last !== undefined && !consentCovers(last.audience, audience);
  const changed = programmeChanges(before, draft.items).length > 0;
  const who = t(`audience.${audience}`);
  return (
    <section className={styles.form}>
      <h3>{last ? t('programme.changesTo', { n: last.number }) : t('programme.firstPublication')}</h3>
      {wider && (
        <Notice tone="amber" title={t('programme.audienceWider', { who })}>
          {t('programme.audienceBefore', { who: t(`audience.${last.audience}`) })}
        </Notice>
      )}
      {changed && <ChangeList before={before} after={draft.items} />}
      {!changed && !wider && <p className={styles.soft}>{t('programme.noChanges')}</p>}
      {!wider && <p className={styles.soft}>{t('programme.audienceIs', { who })}</p>}
    </section>
  );
}

/** Who is shown by a card, and why. */
function Obstacles({ looked }: { readonly looked: Programme }) {
  const { t } = useWords();
  const text = useProblemText();
  const { items, obstacles } = looked.draft;
  if (obstacles.length === 0) return null;
  const names = new Map(items.map(({ statementId, organisation }) => [statementId, organisation.name]));
  return (
    <section className={styles.form}>
      <h3>{t('programme.cards', { n: obstacles.length })}</h3>
      <ul className={styles.changes}>
        {obstacles.map(({ statementId, code }) => (
          <li key={statementId}>
            <Go href={to.statement(statementId)}>{names.get(statementId)}</Go>
            <span>{text(new ApiProblem({ code, status: 0, title: code }))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
