import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useState } from 'react';
import { api, asProblem, type Output } from '../api.ts';

export type Questions = Output<'GET /api/v1/watch/reviews/{id}/questions'>;
export type AskedQuestion = Questions['questions'][number];

const ASK_EVERY_MS = 20_000;

/** What was asked about a State's statements, asked for again at intervals. */
export function useQuestions(reviewId: string) {
  const [questions, setQuestions] = useState<Questions | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const load = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const params = { id: reviewId };
        const answer = await api(
          'GET /api/v1/watch/reviews/{id}/questions',
          { params },
          signal === undefined ? {} : { signal },
        );
        if (signal?.aborted) return;
        setQuestions(answer);
        setProblem(null);
      } catch (error) {
        if (!signal?.aborted) setProblem(asProblem(error));
      }
    },
    [reviewId],
  );

  useEffect(() => {
    const ended = new AbortController();
    const again = () => {
      if (!document.hidden) void load(ended.signal);
    };
    void load(ended.signal);
    const timer = setInterval(again, ASK_EVERY_MS);
    document.addEventListener('visibilitychange', again);
    return () => {
      ended.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [load]);

  return { questions, problem, again: () => void load(), put: setQuestions };
}
