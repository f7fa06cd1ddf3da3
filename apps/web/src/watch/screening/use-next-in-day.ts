import { useEffect, useState } from 'react';
import { api, type Home } from '../api.ts';
import { type NextInDay, nextInDay } from './next-in-day.ts';

/** An hour may be moved meanwhile. */
const ASK_EVERY_MS = 10_000;
const TELL_EVERY_MS = 1_000;

interface Heard {
  readonly home: Home;
  readonly atMs: number;
}

/** What follows, and how late it is by the server; null until it is known, and where nothing does. */
export function useNextInDay(
  reviewId: string,
  startedAtMs: number,
): { readonly next: NextInDay; readonly nowMs: number } | null {
  const [heard, setHeard] = useState<Heard | null>(null);
  const [, tell] = useState(0);

  useEffect(() => {
    const ended = new AbortController();
    const ask = async () => {
      try {
        const home = await api('GET /api/v1/watch', undefined, { signal: ended.signal });
        setHeard({ home, atMs: performance.now() });
      } catch {
        // The page itself says when it is heard no more; this is asked for again.
      }
    };
    void ask();
    const asking = setInterval(() => void ask(), ASK_EVERY_MS);
    const telling = setInterval(() => tell((n) => n + 1), TELL_EVERY_MS);
    return () => {
      ended.abort();
      clearInterval(asking);
      clearInterval(telling);
    };
  }, []);

  if (heard === null) return null;
  const nowMs = Date.parse(heard.home.serverNow) + performance.now() - heard.atMs;
  const next = nextInDay(heard.home, { reviewId, startedAtMs, nowMs });
  return next && { next, nowMs };
}
