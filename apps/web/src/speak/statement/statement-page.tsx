import { Suspense, useEffect, useRef } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { laterWords } from '../later/later-words.tsx';
import { lazily } from '../later/lazily.tsx';
import type { ClosedBecause } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { OfflineNotice } from '../send/offline-notice.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import { useWords } from '../words/use-words.ts';
import { Facts } from './facts.tsx';
import { Floor } from './floor.tsx';
import styles from './page.module.css';
import { stageOf } from './stage.ts';
import { useStatement } from './use-statement.ts';

const Below = lazily(async () => (await import('./below.tsx')).Below);

export interface StatementPageProps {
  /** Whether the keyboard goes on from the title: what it was on before is gone. */
  readonly focusTitle: boolean;
  /** The session on this device has ended, or never began. */
  readonly onClosed: (why: ClosedBecause) => void;
}

export function StatementPage({ focusTitle, onClosed }: StatementPageProps) {
  const { t, language } = useWords();
  const {
    statement: view,
    problem,
    refetch,
  } = useStatement((wasOpen) => onClosed(wasOpen ? 'ended' : 'unopened'));
  // Who comes back sees where things stand first; nothing changes places while the page is open.
  const returning = useRef<boolean | null>(null);
  // With the parts that need them, not after them.
  const stands = view !== null;
  useEffect(() => {
    if (stands) void laterWords(language);
  }, [stands, language]);
  if (view === null) {
    if (problem === null) return <Loading />;
    return (
      <ProblemNotice
        problem={problem}
        title={t('speak.load.failed')}
        action={
          <Button icon="replay" onClick={() => void refetch()}>
            {t('kit.retry')}
          </Button>
        }
      />
    );
  }
  returning.current ??= stageOf(view).kind !== 'empty';
  const cameBack = returning.current;
  const facts = view.statement.state !== 'withdrawn' && <Facts view={view} />;
  return (
    <Stack gap="far">
      <header className={styles.head}>
        <p className={styles.session}>
          {t('speak.head.session', { number: view.session.number })}
          {view.session.demonstration && ` · ${t('speak.head.demonstration')}`}
        </p>
        <Title focus={focusTitle}>{t('speak.head.title', { state: view.review.stateNames[language] })}</Title>
        <p className={styles.organisation}>
          <bdi>{view.organisation.name}</bdi>
        </p>
      </header>
      {!cameBack && facts}
      <OfflineNotice />
      {problem !== null && problem.code !== 'offline' && (
        <Notice tone="amber" title={t('speak.stale')}>
          {t('speak.stale.do')}
        </Notice>
      )}
      <Floor view={view} refetch={refetch} />
      {cameBack && facts}
      <Suspense fallback={<Skeleton shape="row" count={3} />}>
        <Below view={view} refetch={refetch} onLeft={() => onClosed('left')} />
      </Suspense>
    </Stack>
  );
}

function Title({ focus, children }: { readonly focus: boolean; readonly children: string }) {
  const title = useTitleFocus(focus);
  return (
    <h1 ref={title} tabIndex={-1}>
      {children}
    </h1>
  );
}

const Loading = () => (
  <Stack>
    <Skeleton shape="title" />
    <Skeleton shape="text" count={2} />
    <Skeleton shape="card" />
  </Stack>
);
