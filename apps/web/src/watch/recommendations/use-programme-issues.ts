import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useState } from 'react';
import type { Theme } from '../../issues/themes.ts';
import { api, asProblem } from '../api.ts';
import type { WatchIssue } from './use-search.ts';

/** The issues of one programme; asked for again with every revision of it. */
export function useProgrammeIssues(reviewId: string, revisionId: string, anybody: boolean) {
  const [issues, setIssues] = useState<readonly WatchIssue[] | null>(null);
  const [themes, setThemes] = useState<readonly Theme[]>([]);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const load = useCallback(
    async (signal?: AbortSignal) => {
      const how = signal === undefined ? {} : { signal };
      try {
        const [answer, list] = await Promise.all([
          anybody
            ? api('GET /api/v1/public/reviews/{id}/recommendations', { params: { id: reviewId } }, how)
            : api('GET /api/v1/watch/reviews/{id}/recommendations', { params: { id: reviewId } }, how),
          api('GET /api/v1/themes', undefined, how),
        ]);
        if (signal?.aborted) return;
        setIssues(answer.issues);
        setThemes(list.themes);
        setProblem(null);
      } catch (error) {
        if (!signal?.aborted) setProblem(asProblem(error));
      }
    },
    [reviewId, anybody],
  );
  // Another revision shows other issues.
  useEffect(() => {
    const ended = new AbortController();
    void load(ended.signal);
    return () => ended.abort();
  }, [load, revisionId]);
  return { issues, themes, problem, again: () => void load() };
}
