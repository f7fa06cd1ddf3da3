import type { ReactNode } from 'react';
import { Select } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { sessionName, useSessions } from '../board/sessions.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { navigate } from '../router.tsx';
import { useWords } from '../words/use-words.ts';

interface OneSessionProps {
  /** The newest where the address names none. */
  readonly sessionId: string | undefined;
  /** Where there is no session at all. */
  readonly action?: ReactNode;
  readonly children: (sessionId: string) => ReactNode;
}

/** A page about one session: the one in the address, or the newest. */
export function OneSession({ sessionId, action, children }: OneSessionProps) {
  const { t } = useWords();
  const sessions = useSessions();
  const chosen = sessionId ?? sessions.data?.[0]?.id;
  if (sessions.isError && !sessions.data) {
    return <ProblemNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (sessions.isPending) return <Skeleton shape="row" count={8} />;
  if (!chosen) {
    return (
      <EmptyState title={t('board.noSession')} action={action}>
        {t('board.noSessionText')}
      </EmptyState>
    );
  }
  return children(chosen);
}

interface SessionChoiceProps {
  readonly sessionId: string;
  /** The same page of another session. */
  readonly to: (sessionId: string) => string;
}

export function SessionChoice({ sessionId, to }: SessionChoiceProps) {
  const { t } = useWords();
  const sessions = useSessions();
  return (
    <Select
      label={t('board.session')}
      options={(sessions.data ?? []).map((one) => ({ value: one.id, label: sessionName(one, t) }))}
      value={sessionId}
      onChange={(event) => navigate(to(event.target.value))}
    />
  );
}
