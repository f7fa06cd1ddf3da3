import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import type { Decision, Detail } from '../studio/types.ts';
import { type Looked, usePutStatement } from '../studio/use-statement.ts';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';

/** The newest that stands, while nobody has acted on it. */
export function undoableOf({ decisions, inProgramme, statement }: Detail): Decision | undefined {
  const standing = decisions
    .filter((one) => !one.undoneAt)
    .reduce<Decision | undefined>(
      (newest, one) => (newest && newest.decidedAt >= one.decidedAt ? newest : one),
      undefined,
    );
  return standing && !standing.answer && !inProgramme && statement.state !== 'withdrawn'
    ? standing
    : undefined;
}

export interface UndoDecision {
  /** What would be undone. */
  readonly decision: Decision | undefined;
  readonly undo: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** By its key wherever one is on the page; `onFailed` brings what went wrong into sight. */
export function useUndoDecision(detail: Detail, looked: Looked, onFailed: () => void): UndoDecision {
  const { t } = useWords();
  const client = useQueryClient();
  const put = usePutStatement();
  const mutation = useMutation({
    mutationFn: (decisionId: string) =>
      api('POST /api/v1/decisions/{id}/undo', {
        params: { id: decisionId },
        body: { version: looked.version },
      }),
    onSuccess: (next) => {
      put(next);
      looked.lookAgain(next);
      showToast({ tone: 'neutral', text: t('decisions.undone') });
    },
    onError: () => {
      void client.invalidateQueries({ queryKey: ['statement', detail.statement.id] });
      onFailed();
    },
  });
  const decision = undoableOf(detail);
  const undo = () => {
    if (decision && looked.changed.length === 0 && !mutation.isPending) mutation.mutate(decision.id);
  };
  useKeys({ u: undo });
  return { decision, undo, isPending: mutation.isPending, error: mutation.error };
}
