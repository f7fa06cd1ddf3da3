import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Theme } from '../../issues/themes.ts';
import { api, asProblem, isDenied, type Output } from '../api.ts';

export type Found = Output<'GET /api/v1/watch/recommendations'>;
export type WatchIssue = Found['issues'][number];

export interface Asked {
  readonly query: string;
  readonly reviewId: string;
  readonly theme: string;
  readonly language: string;
}

const PAGE = 30;
/** A letter is answered at once; of several that are typed faster, not every one is asked for. */
const APART_MS = 80;
const FIELDS = { query: 'q', reviewId: 'state', theme: 'theme', language: 'language' } as const;

/** What is searched is in the address, so that it survives a reload and can be sent on. */
export function askedIn(search: string): Asked {
  const given = new URLSearchParams(search);
  const field = (name: keyof Asked) => given.get(FIELDS[name]) ?? '';
  return {
    query: field('query'),
    reviewId: field('reviewId'),
    theme: field('theme'),
    language: field('language'),
  };
}

export function searchOf(asked: Asked): string {
  const given = new URLSearchParams();
  for (const [name, field] of Object.entries(FIELDS)) {
    const value = asked[name as keyof Asked];
    if (value !== '') given.set(field, value);
  }
  return given.size > 0 ? `?${given}` : '';
}

function questionOf({ query, reviewId, theme, language }: Asked, offset: number) {
  return {
    query: query.slice(0, 200),
    ...(reviewId === '' ? {} : { reviewId }),
    ...(theme === '' ? {} : { theme }),
    ...(language === '' ? {} : { language }),
    limit: PAGE,
    offset,
  };
}

/** Asked anew with every change; what was found before stays until the next answer is here. */
export function useSearch({ onSeen, onDenied }: { onSeen: () => void; onDenied: () => void }) {
  const [asked, setAsked] = useState(() => askedIn(location.search));
  const [found, setFound] = useState<Found | null>(null);
  const [themes, setThemes] = useState<readonly Theme[]>([]);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [tries, setTries] = useState(0);
  const [loadingMore, setLoadingMore] = useState(false);
  const askedAt = useRef(Number.NEGATIVE_INFINITY);
  const told = useRef({ onSeen, onDenied });
  told.current = { onSeen, onDenied };
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    api('GET /api/v1/themes').then(
      (list) => setThemes(list.themes),
      // Their codes are shown then; the next visit asks again.
      () => undefined,
    );
  }, []);

  // Another try asks the same again.
  useEffect(() => {
    const ended = new AbortController();
    running.current = ended;
    const ask = async () => {
      askedAt.current = performance.now();
      try {
        const query = questionOf(asked, 0);
        const answer = await api('GET /api/v1/watch/recommendations', { query }, { signal: ended.signal });
        if (ended.signal.aborted) return;
        setFound(answer);
        setProblem(null);
        told.current.onSeen();
      } catch (error) {
        if (ended.signal.aborted) return;
        const why = asProblem(error);
        if (isDenied(why)) told.current.onDenied();
        else setProblem(why);
      }
    };
    const timer = setTimeout(() => void ask(), Math.max(0, askedAt.current + APART_MS - performance.now()));
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [asked, tries]);

  const change = useCallback((patch: Partial<Asked>) => {
    setAsked((before) => {
      const next = { ...before, ...patch };
      history.replaceState(null, '', `${location.pathname}${searchOf(next)}`);
      return next;
    });
  }, []);

  const more = async () => {
    const of = running.current;
    if (found === null || of === null) return;
    setLoadingMore(true);
    try {
      const query = questionOf(asked, found.issues.length);
      const next = await api('GET /api/v1/watch/recommendations', { query }, { signal: of.signal });
      if (!of.signal.aborted) setFound({ ...next, issues: [...found.issues, ...next.issues] });
    } catch (error) {
      if (!of.signal.aborted) setProblem(asProblem(error));
    }
    setLoadingMore(false);
  };

  return {
    asked,
    change,
    found,
    themes,
    problem,
    again: () => setTries((n) => n + 1),
    more,
    loadingMore,
  };
}
