import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';

const ASK_AGAIN_MS = 5_000;
const states = ['active', 'waiting', 'delayed', 'failed', 'completed'] as const;
const lanes = ['media', 'quick', 'light'] as const;
const isLane = (name: string): name is (typeof lanes)[number] => lanes.some((one) => one === name);
const isKnown = (state: string): state is (typeof states)[number] => states.some((one) => one === state);

export function QueuePage() {
  const { t, date, number } = useWords();
  const client = useQueryClient();
  const queue = useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => api('GET /api/v1/queue', undefined, { signal }),
    refetchInterval: ASK_AGAIN_MS,
  });
  const retry = useMutation({
    mutationFn: (id: string) => api('POST /api/v1/queue/{id}/retry', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['queue'] }),
  });
  const counts = Object.entries(queue.data?.counts ?? {});
  const shown = states.filter((state) => counts.some(([, row]) => state in row));
  return (
    <Stack gap="far">
      <div>
        <h1>{t('nav.queue')}</h1>
        <p className={styles.soft}>{t('queue.text')}</p>
      </div>
      {queue.isError && <ProblemNotice error={queue.error} onRetry={() => void queue.refetch()} />}
      {queue.isPending && <Skeleton shape="row" count={4} />}
      {queue.data && (
        <>
          <Table
            caption={t('queue.counts')}
            rows={counts}
            rowKey={([name]) => name}
            columns={[
              {
                key: 'queue',
                header: t('queue.queue'),
                rowHeader: true,
                cell: ([name]) => (isLane(name) ? t(`queue.${name}`) : <bdi dir="ltr">{name}</bdi>),
              },
              ...shown.map((state) => ({
                key: state,
                header: t(`queue.${state}`),
                figures: true,
                cell: ([, row]: (typeof counts)[number]) => number(row[state] ?? 0),
              })),
              ...[
                ...new Set(counts.flatMap(([, row]) => Object.keys(row).filter((state) => !isKnown(state)))),
              ].map((state) => ({
                key: state,
                header: state,
                figures: true,
                cell: ([, row]: (typeof counts)[number]) => number(row[state] ?? 0),
              })),
            ]}
          />
          <section className={styles.section} aria-labelledby="failed">
            <h2 id="failed">{t('queue.failedTitle')}</h2>
            {retry.error && <ProblemNotice error={retry.error} />}
            {queue.data.failed.length === 0 ? (
              <EmptyState title={<State tone="green">{t('queue.noneFailed')}</State>} />
            ) : (
              <Table
                caption={t('queue.failedTitle')}
                captionHidden
                rows={queue.data.failed}
                rowKey={(job) => `${job.queue}/${job.id}`}
                columns={[
                  {
                    key: 'name',
                    header: t('queue.job'),
                    rowHeader: true,
                    cell: (job) => <bdi dir="ltr">{job.name}</bdi>,
                  },
                  {
                    key: 'reason',
                    header: t('queue.reason'),
                    cell: (job) => <bdi className={styles.reason}>{job.reason}</bdi>,
                  },
                  {
                    key: 'attempts',
                    header: t('queue.attempts'),
                    figures: true,
                    cell: (job) => number(job.attempts),
                  },
                  {
                    key: 'at',
                    header: t('queue.at'),
                    cell: (job) => date(job.at, { dateStyle: 'short', timeStyle: 'medium' }),
                  },
                  {
                    key: 'act',
                    header: t('missions.act'),
                    cell: (job) => (
                      <Button
                        icon="replay"
                        aria-label={t('queue.retryOf', { name: job.name })}
                        busy={retry.isPending && retry.variables === job.id && t('board.retrying')}
                        onClick={() => retry.mutate(job.id)}
                      >
                        {t('review.retry')}
                      </Button>
                    ),
                  },
                ]}
              />
            )}
          </section>
        </>
      )}
    </Stack>
  );
}
