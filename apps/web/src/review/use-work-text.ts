import { useTimeLeft } from '../kit/use-time-left.ts';
import { useKitWords } from '../kit/words/use-kit-words.ts';
import { useWords } from './words/use-words.ts';

export interface Work {
  readonly progress: number;
  readonly remainingMs: number | null;
  readonly waiting: boolean;
}

/** How far work has come in one line: "40 % · About 2 minutes left", or that it waits. */
export function useWorkText(): (work: Work) => string {
  const { number } = useWords();
  const { t } = useKitWords();
  const timeLeft = useTimeLeft();
  return ({ progress, remainingMs, waiting }) => {
    if (waiting) return t('kit.progress.waiting');
    const done = `\u2066${number(Math.round(progress * 100))} %\u2069`;
    return remainingMs === null ? done : `${done} · ${timeLeft(remainingMs)}`;
  };
}
