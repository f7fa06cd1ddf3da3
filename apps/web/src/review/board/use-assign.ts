import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { dismissToast, showToast } from '../../kit/toast.tsx';
import { useProblemText } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { type Assignments, assignmentsNow, assignTo } from './board-data.ts';

const NOTE_STAYS_MS = 15_000;

/** Gives statements to somebody at once, with a way back. */
export function useAssign(nameOf: (userId: string) => string): {
  give: (statementIds: readonly string[], userId: string | null) => void;
  undo: () => void;
} {
  const { t } = useWords();
  const text = useProblemText();
  const client = useQueryClient();
  const last = useRef<{ readonly before: Assignments; readonly toast: number } | undefined>(undefined);

  const run = (wanted: Assignments) => {
    assignTo(client, wanted).catch((error: unknown) => {
      forget();
      showToast({ tone: 'red', text: text(error) });
    });
  };
  const forget = () => {
    if (last.current) dismissToast(last.current.toast);
    last.current = undefined;
  };
  const undo = () => {
    if (!last.current) return;
    const { before } = last.current;
    forget();
    run(before);
    showToast({ tone: 'neutral', text: t('board.assignUndone', { n: before.size }) });
  };
  const give = (statementIds: readonly string[], userId: string | null) => {
    const before = new Map([...assignmentsNow(client, statementIds)].filter(([, who]) => who !== userId));
    if (before.size === 0) return;
    forget();
    run(new Map([...before.keys()].map((id) => [id, userId])));
    const toast = showToast({
      tone: 'green',
      text:
        userId === null
          ? t('board.assignedToNobody', { n: before.size })
          : t('board.assigned', { n: before.size, who: nameOf(userId) }),
      action: { label: t('board.undo'), run: undo },
    });
    last.current = { before, toast };
    // The key takes it back still; the note does not lie over the rows for ever.
    setTimeout(() => dismissToast(toast), NOTE_STAYS_MS);
  };
  return { give, undo };
}
