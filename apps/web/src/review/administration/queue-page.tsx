import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Progress } from '../../kit/progress.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { About } from './about.tsx';
import styles from './administration.module.css';
import { type FailedJob, type OpenJob, useJobName, useReason } from './job-words.ts';

const ASK_AGAIN_MS = 5_000;
/** While something runs, its bar moves. */
const ASK_SOON_MS = 1_500;
const SHOWN_WAITING = 20;
const lanes = ['media', 'quick', 'light'] as const;

export function QueuePage() {
  const { t } = useWords();
  const client = useQueryClient();
  const queue = useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => api('GET /api/v1/queue', undefined, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.open.some((job) => job.state === 'active') ? ASK_SOON_MS : ASK_AGAIN_MS,
  });
  const again = () => client.invalidateQueries({ queryKey: ['queue'] });
  const retry = useMutation({
    mutationFn: (id: string) => api('POST /api/v1/queue/{id}/retry', { params: { id } }),
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/queue/{id}', { params: { id } }),
    onSettled: again,
  });
  const retryAll = useMutation({
    mutationFn: () => api('POST /api/v1/queue/retry-all'),
    onSuccess: ({ retried, left }) =>
      showToast({
        tone: left > 0 ? 'amber' : 'green',
        text: [t('queue.retried', { n: retried }), left > 0 ? t('queue.left', { n: left }) : '']
          .join(' ')
          .trim(),
      }),
    onSettled: again,
  });
  const failed = queue.data?.failed ?? [];
  const able = failed.filter(({ gone }) => !gone).length;
  return (
    <Stack gap="far">
      <PageHead title={t('nav.queue')} facts={t('queue.text')} />
      {queue.isError && <ProblemNotice error={queue.error} onRetry={() => void queue.refetch()} />}
      {queue.isPending && <Skeleton shape="row" count={4} />}
      {queue.data && (
        <>
          <div className={styles.lanes}>
            {lanes.map((lane) => (
              <Lane
                key={lane}
                lane={lane}
                counts={queue.data.counts[lane] ?? {}}
                jobs={queue.data.open.filter((job) => job.queue === lane)}
              />
            ))}
          </div>
          <div className={styles.section}>
            <div className={styles.head}>
              <h2>{t('queue.failedTitle')}</h2>
              {able > 1 && (
                <Button
                  icon="replay"
                  busy={retryAll.isPending && t('board.retrying')}
                  onClick={() => retryAll.mutate()}
                >
                  {t('queue.retryAll', { n: able })}
                </Button>
              )}
            </div>
            {[retry.error, remove.error, retryAll.error].map(
              (error, index) => error && <ProblemNotice key={index} error={error} />,
            )}
            {failed.length === 0 ? (
              <EmptyState title={<State tone="green">{t('queue.noneFailed')}</State>} />
            ) : (
              <Failed
                jobs={failed}
                busy={(retry.isPending && retry.variables) || (remove.isPending && remove.variables) || null}
                onRetry={retry.mutate}
                onRemove={remove.mutate}
              />
            )}
          </div>
        </>
      )}
    </Stack>
  );
}

interface LaneProps {
  readonly lane: (typeof lanes)[number];
  readonly counts: Readonly<Record<string, number>>;
  readonly jobs: readonly OpenJob[];
}

function Lane({ lane, counts, jobs }: LaneProps) {
  const { t, date } = useWords();
  const name = useJobName();
  const running = jobs.filter(({ state }) => state === 'active');
  const waiting = jobs.filter(({ state }) => state !== 'active');
  const rest = (counts.waiting ?? 0) + (counts.delayed ?? 0) - Math.min(waiting.length, SHOWN_WAITING);
  const clock = (at: string) => {
    const today = new Date(at).toDateString() === new Date().toDateString();
    return date(at, today ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' });
  };
  return (
    <section className={styles.section} aria-labelledby={`lane-${lane}`}>
      <h2 id={`lane-${lane}`} className={styles.laneTitle}>
        {t(`queue.${lane}`)}
      </h2>
      <p className={styles.soft}>
        {t('queue.laneCounts', {
          active: counts.active ?? 0,
          waiting: counts.waiting ?? 0,
          delayed: counts.delayed ?? 0,
        })}
      </p>
      <ul className={styles.jobs}>
        {running.map((job) => (
          <li key={job.id}>
            {job.progress === null ? (
              <State tone="neutral" icon="replay">
                {name(job)}
              </State>
            ) : (
              <Progress label={name(job)} value={job.progress} leftMs={job.remainingMs} />
            )}
            <About about={job.about} />
            <span className={styles.soft}>{t('queue.since', { when: clock(job.since) })}</span>
          </li>
        ))}
        {waiting.slice(0, SHOWN_WAITING).map((job) => (
          <li key={job.id}>
            <State tone="neutral" icon="clock">
              {name(job)}
            </State>
            <About about={job.about} />
            <span className={styles.soft}>
              {t(job.state === 'delayed' ? 'queue.notBefore' : 'queue.waitsSince', {
                when: clock(job.since),
              })}
              {job.attempts > 0 && ` · ${t('queue.failedBefore', { n: job.attempts })}`}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.soft}>{t('queue.more', { n: rest })}</p>}
    </section>
  );
}

interface FailedProps {
  readonly jobs: readonly FailedJob[];
  readonly busy: string | null;
  readonly onRetry: (id: string) => void;
  readonly onRemove: (id: string) => void;
}

function Failed({ jobs, busy, onRetry, onRemove }: FailedProps) {
  const { t, date, number } = useWords();
  const name = useJobName();
  const reason = useReason();
  return (
    <Table
      caption={t('queue.failedTitle')}
      captionHidden
      rows={jobs}
      rowKey={(job) => `${job.queue}/${job.id}`}
      columns={[
        {
          key: 'name',
          header: t('queue.job'),
          rowHeader: true,
          cell: (job) => (
            <>
              {name(job)}
              <About about={job.about} />
            </>
          ),
        },
        {
          key: 'reason',
          header: t('queue.reason'),
          cell: (job) => {
            if (job.gone && job.name === 'poster.make' && !job.about?.gone) return t('queue.unwanted');
            const { text, code } = reason(job.reason);
            return (
              <span className={styles.reason}>
                {text} {code && <bdi className={styles.code}>{code}</bdi>}
              </span>
            );
          },
        },
        { key: 'attempts', header: t('queue.attempts'), figures: true, cell: (job) => number(job.attempts) },
        {
          key: 'at',
          header: t('queue.at'),
          cell: (job) => date(job.at, { dateStyle: 'short', timeStyle: 'short' }),
        },
        {
          key: 'act',
          header: t('missions.act'),
          cell: (job) => (
            <span className={styles.rowActs}>
              {!job.gone && (
                <Button
                  icon="replay"
                  aria-label={t('queue.retryOf', { name: name(job) })}
                  busy={busy === job.id && t('board.retrying')}
                  onClick={() => onRetry(job.id)}
                >
                  {t('review.retry')}
                </Button>
              )}
              {job.removable && (
                <Button
                  kind="plain"
                  icon="trash"
                  aria-label={t('queue.removeOf', { name: name(job) })}
                  busy={busy === job.id && t('review.saving')}
                  onClick={() => onRemove(job.id)}
                >
                  {t('queue.remove')}
                </Button>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
