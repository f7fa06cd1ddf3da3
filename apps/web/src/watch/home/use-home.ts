import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, asProblem, type Home, isDenied } from '../api.ts';
import { warmPlayer } from '../early.ts';

const ASK_EVERY_MS = 20_000;

/** The home, asked for again at intervals and whenever somebody comes back to it. */
export function useHome({ onSeen, onDenied }: { onSeen: () => void; onDenied: () => void }) {
  const [home, setHome] = useState<Home | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const latest = useRef({ onSeen, onDenied });
  latest.current = { onSeen, onDenied };

  const ask = useCallback(async (signal?: AbortSignal) => {
    try {
      const answer = await api('GET /api/v1/watch', undefined, signal ? { signal } : {});
      if (signal?.aborted) return;
      setHome(answer);
      setProblem(null);
      latest.current.onSeen();
    } catch (error) {
      if (signal?.aborted) return;
      const failure = asProblem(error);
      if (isDenied(failure)) latest.current.onDenied();
      else setProblem(failure);
    }
  }, []);

  useEffect(() => {
    const ended = new AbortController();
    const again = () => {
      if (!document.hidden) void ask(ended.signal);
    };
    void ask(ended.signal);
    const timer = setInterval(again, ASK_EVERY_MS);
    document.addEventListener('visibilitychange', again);
    window.addEventListener('online', again);
    return () => {
      ended.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
      window.removeEventListener('online', again);
    };
  }, [ask]);

  const shown = home !== null;
  useEffect(() => {
    if (shown) warmPlayer();
  }, [shown]);

  return { home, problem, again: () => void ask() };
}
