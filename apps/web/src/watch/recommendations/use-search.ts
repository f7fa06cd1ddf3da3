import { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Theme } from '../../issues/themes.ts';
import { api, asProblem, isDenied, type Output } from '../api.ts';
import { ASK_EVERY_MS, followPulse } from '../programme/follow-pulse.ts';

export type Found = Output<'GET /api/v1/watch/recommendations'>;
export type WatchIssue = Found['issues'][number];

export interface Asked {
  readonly query: string;
  readonly reviewId: string;
  readonly theme: string;
  readonly language: string;
}

const PAGE = 30;
/** Of what is on the page already and stands otherwise by now. */
const MOST_ANEW = 100;
/** So long may what was found stay that stands otherwise by now, while it is asked for anew. */
const ANEW_WITHIN_MS = 3_000;
const ASK_UNSEEN_MS = 20_000;
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

function questionOf({ query, reviewId, theme, language }: Asked, offset: number, limit = PAGE) {
  return {
    query: query.slice(0, 200),
    ...(reviewId === '' ? {} : { reviewId }),
    ...(theme === '' ? {} : { theme }),
    ...(language === '' ? {} : { language }),
    limit,
    offset,
  };
}

export interface SearchOptions {
  readonly onSeen: () => void;
  readonly onDenied: () => void;
  /** How all that is shown stands, every few seconds. */
  readonly onMark: (mark: string) => void;
  /** Nothing was heard for so long that nothing is known to be shown still. */
  readonly onSilence: () => void;
}

/**
 * Asked anew with every change, and as soon as anything that is shown stands otherwise. What was found before stays
 * until the next answer is here, as long as it is known to be shown.
 */
export function useSearch(options: SearchOptions) {
  const [asked, setAsked] = useState(() => askedIn(location.search));
  const [found, setFound] = useState<Found | null>(null);
  const [themes, setThemes] = useState<readonly Theme[]>([]);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [tries, setTries] = useState(0);
  const [loadingMore, setLoadingMore] = useState(false);
  const askedAt = useRef(Number.NEGATIVE_INFINITY);
  const told = useRef(options);
  told.current = options;
  const latest = useRef(found);
  latest.current = found;
  /** A question is out: its answer says as of which mark. */
  const asking = useRef(false);
  const running = useRef<AbortController | null>(null);
  const triesBefore = useRef(0);

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
    asking.current = true;
    const before = tries === triesBefore.current ? null : latest.current;
    triesBefore.current = tries;
    const ask = async () => {
      askedAt.current = performance.now();
      try {
        const query = questionOf(asked, 0, Math.min(Math.max(PAGE, before?.issues.length ?? 0), MOST_ANEW));
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
        if (before !== null) setFound(null);
      } finally {
        if (!ended.signal.aborted) asking.current = false;
      }
    };
    const timer = setTimeout(() => void ask(), Math.max(0, askedAt.current + APART_MS - performance.now()));
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [asked, tries]);

  useEffect(
    () =>
      followPulse({
        ask: (signal) => api('GET /api/v1/watch/recommendations/pulse', undefined, { signal }),
        everyMs: () => (document.hidden ? ASK_UNSEEN_MS : ASK_EVERY_MS),
        onAnswer: ({ mark }) => {
          told.current.onMark(mark);
          if (latest.current?.mark === mark) return;
          // On a slow line an answer may take as long as it needs; what may be gone does not stay for it.
          if (!asking.current) setTries((n) => n + 1);
          else if (performance.now() - askedAt.current > ANEW_WITHIN_MS) setFound(null);
        },
        onSilence: () => {
          setFound(null);
          setProblem(new ApiProblem({ code: 'offline', status: 0, title: '' }));
          told.current.onSilence();
        },
        onFailure: (error) => {
          if (!isDenied(asProblem(error))) return false;
          told.current.onDenied();
          return true;
        },
      }),
    [],
  );

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
      // Of another state of things: a page of it would not follow the ones before.
      if (!of.signal.aborted && next.mark !== found.mark) setTries((n) => n + 1);
      else if (!of.signal.aborted) setFound({ ...next, issues: [...found.issues, ...next.issues] });
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
