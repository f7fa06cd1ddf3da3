import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { SessionDialog } from '../planning/session-dialog.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { SessionBoard } from './session-board.tsx';
import { sessionName, useSessions } from './sessions.tsx';

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
