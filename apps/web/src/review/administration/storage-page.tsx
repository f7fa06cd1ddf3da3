import { ApiProblem, type Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';
import { type Counted, countStore } from './count-store.ts';

type Use = Output<'GET /api/v1/storage'>['sessions'][number];
const kinds = ['originals', 'renditions', 'cuts', 'leftovers'] as const;
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function StoragePage() {
  const { t } = useWords();
  const storage = useQuery({
    queryKey: ['storage'],
    queryFn: async ({ signal }) => (await api('GET /api/v1/storage', undefined, { signal })).sessions,
  });
  return (
    <Stack gap="far">
      <PageHead title={t('nav.storage')} facts={t('storage.text')} />
      {storage.isError && <ProblemNotice error={storage.error} onRetry={() => void storage.refetch()} />}
      {storage.isPending && <Skeleton shape="row" count={4} />}
      {storage.data?.length === 0 && <EmptyState title={t('storage.none')} />}
      {storage.data && storage.data.length > 0 && (
        <UseTable caption={t('storage.byRows')} sessions={storage.data} />
      )}
      <Count />
    </Stack>
  );
}

/** In the unit that a person would say. */
function useBytes(): (bytes: number) => string {
  const { number } = useWords();
  return (bytes) => {
    const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
    return number(bytes / 1000 ** power, {
      style: 'unit',
      unit: units[power] ?? 'byte',
      maximumFractionDigits: power < 2 ? 0 : 1,
    });
  };
}

function UseTable({ caption, sessions }: { readonly caption: string; readonly sessions: readonly Use[] }) {
  const { t } = useWords();
  const said = useBytes();
  const sum = (bytes: Use['bytes']) => kinds.reduce((all, kind) => all + bytes[kind], 0);
  const total = sessions.reduce((all, { bytes }) => all + sum(bytes), 0);
  return (
    <div className={styles.section}>
      <Table
        caption={caption}
        rows={sessions}
        rowKey={({ sessionId }) => sessionId}
        columns={[
          {
            key: 'session',
            header: t('storage.session'),
            rowHeader: true,
            cell: ({ sessionId, number: n }) => (
              <Go href={to.board(sessionId)}>{t('session.name', { n })}</Go>
            ),
          },
          ...kinds.map((kind) => ({
            key: kind,
            header: t(`storage.${kind}`),
            figures: true,
            cell: ({ bytes }: Use) => said(bytes[kind]),
          })),
          { key: 'all', header: t('storage.all'), figures: true, cell: ({ bytes }) => said(sum(bytes)) },
        ]}
      />
      <p className={styles.strong}>{t('storage.total', { size: said(total) })}</p>
    </div>
  );
}

type Counting =
  | { readonly state: 'idle' }
  | { readonly state: 'counting'; readonly objects: number; readonly bytes: number }
  | { readonly state: 'done'; readonly counted: Counted }
  | { readonly state: 'failed' };

/** Asks the store itself, which takes as long as it is large. One may stop it, or leave. */
function Count() {
  const { t, number } = useWords();
  const said = useBytes();
  const [counting, setCounting] = useState<Counting>({ state: 'idle' });
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const begin = () => {
    setCounting({ state: 'counting', objects: 0, bytes: 0 });
    stop.current = countStore({
      onProgress: (progress) => setCounting({ state: 'counting', ...progress }),
      onDone: (counted) => setCounting({ state: 'done', counted }),
      onFailed: () => setCounting({ state: 'failed' }),
    });
  };
  const end = () => {
    stop.current?.();
    setCounting({ state: 'idle' });
  };
  return (
    <section className={styles.section} aria-labelledby="count">
      <div className={styles.head}>
        <h2 id="count">{t('storage.count')}</h2>
        {counting.state === 'counting' ? (
          <Button icon="close" onClick={end}>
            {t('storage.stop')}
          </Button>
        ) : (
          <Button icon="replay" onClick={begin}>
            {t('storage.countNow')}
          </Button>
        )}
      </div>
      <p className={styles.soft}>{t('storage.countText')}</p>
      <div aria-live="polite">
        {counting.state === 'counting' && (
          <p>
            {t('storage.counting', {
              objects: number(counting.objects),
              size: said(counting.bytes),
            })}
          </p>
        )}
        {counting.state === 'failed' && (
          <ProblemNotice
            error={new ApiProblem({ code: 'unavailable', status: 503, title: 'unavailable' })}
            onRetry={begin}
          />
        )}
      </div>
      {counting.state === 'done' && (
        <>
          {counting.counted.astray.objects > 0 ? (
            <Notice tone="amber" title={t('storage.astray', { n: counting.counted.astray.objects })}>
              {t('storage.astrayText', { size: said(counting.counted.astray.bytes) })}
            </Notice>
          ) : (
            <Notice tone="green" title={t('storage.nothingAstray')}>
              {t('storage.counted', {
                objects: number(counting.counted.objects),
                size: said(counting.counted.bytes),
              })}
            </Notice>
          )}
          <UseTable caption={t('storage.byCount')} sessions={counting.counted.sessions} />
        </>
      )}
    </section>
  );
}
