import { useEffect, useState } from 'react';
import { api, asProblem, isDenied, isMissing, type Output } from '../api.ts';

export type StatementWords = Output<'GET /api/v1/watch/reviews/{id}/statements/{statementId}/words'>;
export type CaptionText = StatementWords['captions'][number];
export type WrittenText = StatementWords['written'][number];

const NOTHING: StatementWords = { captions: [], written: [] };
/** What was taken away meanwhile leaves the page, although the programme stays what it was. */
const AGAIN_MS = 20_000;
const AFTER_FAILURE_MS = 5_000;

export interface WordsWanted {
  readonly reviewId: string;
  /** Another shows other words. */
  readonly revisionId: string;
  /** Null while nothing is to be asked. */
  readonly statementId: string | null;
  readonly anybody: boolean;
  /** Asked again after so long. */
  readonly againMs?: number;
}

/** Null until those of this statement are here. */
export function useWordsOf(wanted: WordsWanted): StatementWords | null {
  const { reviewId, revisionId, statementId, anybody, againMs = AGAIN_MS } = wanted;
  const [known, setKnown] = useState<{ of: string; words: StatementWords } | null>(null);
  const of = `${revisionId}/${statementId}`;

  useEffect(() => {
    if (statementId === null) return;
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const load = async () => {
      let nextMs = againMs;
      try {
        const words = await ask({ reviewId, statementId, anybody }, ended.signal);
        if (ended.signal.aborted) return;
        setKnown((before) => (before?.of === of && same(before.words, words) ? before : { of, words }));
      } catch (error) {
        if (ended.signal.aborted) return;
        const problem = asProblem(error);
        // What is not there for this link is shown no longer; a line that broke takes nothing away.
        if (isMissing(problem) || isDenied(problem)) setKnown({ of, words: NOTHING });
        else nextMs = Math.min(againMs, AFTER_FAILURE_MS);
      }
      timer = setTimeout(load, nextMs);
    };
    void load();
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [reviewId, statementId, anybody, of, againMs]);

  return statementId !== null && known?.of === of ? known.words : null;
}

async function ask(
  { reviewId: id, statementId, anybody }: { reviewId: string; statementId: string; anybody: boolean },
  signal: AbortSignal,
): Promise<StatementWords> {
  const input = { params: { id, statementId } };
  return anybody
    ? await api('GET /api/v1/public/reviews/{id}/statements/{statementId}/words', input, { signal })
    : await api('GET /api/v1/watch/reviews/{id}/statements/{statementId}/words', input, { signal });
}

/** What did not change is not drawn again. */
const same = (a: StatementWords, b: StatementWords) => JSON.stringify(a) === JSON.stringify(b);
