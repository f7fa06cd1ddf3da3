import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Theme } from '../../issues/themes.ts';
import { api, asProblem, isDenied } from '../api.ts';
import { followPulse } from '../programme/follow-pulse.ts';
import type { WatchIssue } from './use-search.ts';

/**
 * The issues of one programme; asked for again with every revision of it, and, for whoever has a link, once any of what
 * can be read stands otherwise: a coordinator may have taken one out.
 */
export function useProgrammeIssues(reviewId: string, revisionId: string, anybody: boolean) {
  const [issues, setIssues] = useState<readonly WatchIssue[] | null>(null);
  const [themes, setThemes] = useState<readonly Theme[]>([]);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const mark = useRef<string | null>(null);
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
  useEffect(() => {
    if (anybody) return;
    const ended = new AbortController();
    const stop = followPulse({
      ask: (signal) => api('GET /api/v1/watch/recommendations/pulse', undefined, { signal }),
      onAnswer: (now) => {
        // The first may be of a moment after what was loaded.
        if (now.mark !== mark.current) void load(ended.signal);
        mark.current = now.mark;
      },
      // The programme's own pulse takes all of it from the screen.
      onSilence: () => undefined,
      onFailure: (error) => isDenied(asProblem(error)),
    });
    return () => {
      ended.abort();
      stop();
    };
  }, [load, anybody]);
  return { issues, themes, problem, again: () => void load() };
}
