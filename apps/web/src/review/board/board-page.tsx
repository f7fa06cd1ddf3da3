import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '../../kit/button.tsx';
import { Select, TextField } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { AddReview } from '../planning/add-review.tsx';
import { SessionDialog } from '../planning/session-dialog.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { navigate, setSearch, to, useSearch } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import styles from './board.module.css';
import { BoardReview } from './board-review.tsx';
import { type Session, SessionFacts, sessionName, useSessions } from './sessions.tsx';
import { StageFilters } from './stage-filters.tsx';
import { filterBoard, isStage } from './stages.ts';

export function BoardPage({ sessionId }: { readonly sessionId: string | undefined }) {
  const { t } = useWords();
  const sessions = useSessions();
  const chosen = sessionId ?? sessions.data?.[0]?.id;
  if (sessions.isError && !sessions.data) {
    return <ProblemNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (sessions.isPending) return <BoardSkeleton />;
  if (!chosen)
    return (
      <EmptyState title={t('board.noSession')} action={<SessionDialog />}>
        {t('board.noSessionText')}
      </EmptyState>
    );
  return (
    <SessionBoard
      key={chosen}
      sessionId={chosen}
      session={sessions.data.find((one) => one.id === chosen)}
      choices={sessions.data.map((one) => ({ value: one.id, label: sessionName(one, t) }))}
    />
  );
}

const BoardSkeleton = () => (
  <Stack gap="far">
    <Skeleton shape="title" />
    <Skeleton shape="row" count={6} />
  </Stack>
);

interface SessionBoardProps {
  readonly session: Session | undefined;
  readonly sessionId: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function SessionBoard({ sessionId, session, choices }: SessionBoardProps) {
  const { t } = useWords();
  const search = useSearch();
  const field = useRef<HTMLInputElement>(null);
  const board = useQuery({
    queryKey: ['board', sessionId],
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/board', { params: { id: sessionId } }, { signal }),
  });
  useKeys({ '/': () => field.current?.focus() });

  const given = search.get('stage');
  const stage = isStage(given) ? given : undefined;
  const stuck = search.get('stuck') === '1';
  const text = search.get('q') ?? '';
  const filtered = stage !== undefined || stuck || text !== '';
  const found = board.data ? filterBoard(board.data.reviews, { stage, stuck, text }) : [];
  return (
    <Stack gap="far">
      <div className={styles.head}>
        <div>
          <h1>{t('board.title')}</h1>
          {board.data && <SessionFacts session={board.data.session} />}
        </div>
        <div className={styles.headFields}>
          <TextField
            label={t('board.search')}
            type="search"
            ref={field}
            value={text}
            onChange={(event) => setSearch({ q: event.target.value })}
          />
          <Select
            label={t('board.session')}
            options={choices}
            value={sessionId}
            onChange={(event) => navigate(to.board(event.target.value))}
          />
        </div>
      </div>
      {board.isError && <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Skeleton shape="row" count={6} />}
      {board.data && (
        <>
          <StageFilters reviews={board.data.reviews} stage={stage} stuck={stuck} />
          {board.data.reviews.length === 0 && (
            <EmptyState title={t('board.empty')}>{t('board.emptyText')}</EmptyState>
          )}
          {board.data.reviews.length > 0 && found.length === 0 && (
            <EmptyState
              title={t('board.noneFound')}
              action={
                <Button onClick={() => setSearch({ q: undefined, stage: undefined, stuck: undefined })}>
                  {t('board.showAll')}
                </Button>
              }
            />
          )}
          <div className={styles.reviews}>
            {found.map((group) => (
              <BoardReview key={group.review.id} group={group} session={board.data.session} />
            ))}
          </div>
          {!filtered && (
            <div className={styles.planning}>
              <AddReview sessionId={sessionId} />
              {session && <SessionDialog session={session} />}
              <SessionDialog />
            </div>
          )}
        </>
      )}
    </Stack>
  );
}
