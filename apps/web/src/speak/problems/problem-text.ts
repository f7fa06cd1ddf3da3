import { formatTime } from '../../kit/time.ts';
import { type AllKey, useAllWords } from '../later/use-all-words.ts';
import type { ReachableProblem } from './reachable.ts';

export interface ProblemSaid {
  readonly code: string;
  readonly title: string;
  readonly figures: Readonly<Record<string, number>>;
}

const ltr = (text: string) => `\u2066${text}\u2069`;
const MEGA = 1_000_000;

/** What happened and what to do, in the reader's language; the API's own sentence for a code from the future. */
export function useProblemText(): (problem: ProblemSaid) => { known: boolean; text: string } {
  const { t, number } = useAllWords();
  return ({ code: said, title, figures }) => {
    // What something on the way answered has a status and no words of ours.
    const code = said.startsWith('http_') ? 'unavailable' : said;
    const key = `problem.${code as ReachableProblem}` satisfies AllKey;
    // A message that the catalogue lacks is given back as its key.
    if (t(key) === key) return { known: false, text: title || t('problem.internal') };
    const time = (ms: number | undefined, up?: 'up') =>
      ms === undefined || ms < 0 ? undefined : ltr(formatTime(ms, up));
    const mega = (bytes: number | undefined) =>
      bytes === undefined ? undefined : ltr(`${number(Math.ceil(bytes / MEGA))} MB`);
    if (code === 'too_long') {
      const length = time(figures.measuredMs);
      const limit = time(figures.maximumMs);
      if (length && limit) return { known: true, text: t('problem.too_long.figures', { length, limit }) };
    }
    if (code === 'size_over_limit') {
      const size = mega(figures.bytes);
      const limit = mega(figures.limitBytes);
      if (size && limit) return { known: true, text: t('problem.size_over_limit.figures', { size, limit }) };
    }
    return { known: true, text: t(key) };
  };
}
