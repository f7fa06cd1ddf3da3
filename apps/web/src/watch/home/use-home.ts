import { ApiProblem } from '@rostrum/client';
import { useEffect, useRef, useState } from 'react';
import { api, asProblem, type Home, isDenied } from '../api.ts';
import { warmPlayer } from '../early.ts';
import { ASK_EVERY_MS, followPulse } from '../programme/follow-pulse.ts';

const ASK_UNSEEN_MS = 20_000;

/** The home as it stands: every few seconds it is asked whether any of it is otherwise, and asked for then. */
export function useHome({ onSeen, onDenied }: { onSeen: () => void; onDenied: () => void }) {
  const [home, setHome] = useState<Home | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const latest = useRef({ onSeen, onDenied });
  latest.current = { onSeen, onDenied };
  const load = useRef(() => {});

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    let known: Home | null = null;
    let asking = false;
    const show = (next: Home) => {
      known = next;
      setHome(next);
      setProblem(null);
      latest.current.onSeen();
    };
    const ask = async () => {
      if (asking) return;
      asking = true;
      try {
        show(await api('GET /api/v1/watch', undefined, { signal }));
      } catch (error) {
        if (signal.aborted) return;
        const failure = asProblem(error);
        if (isDenied(failure)) latest.current.onDenied();
        else setProblem(failure);
      } finally {
        asking = false;
      }
    };
    load.current = () => void ask();
    void ask();
    const stopPulse = followPulse({
      ask: (asked) => api('GET /api/v1/watch/pulse', undefined, { signal: asked }),
      everyMs: () => (document.hidden ? ASK_UNSEEN_MS : ASK_EVERY_MS),
      onAnswer: ({ mark, serverNow }) => {
        // What runs now is told by the hour alone.
        if (known?.mark === mark) show({ ...known, serverNow });
        else void ask();
      },
      onSilence: () => setProblem(new ApiProblem({ code: 'offline', status: 0, title: '' })),
      onFailure: (error) => {
        if (!isDenied(asProblem(error))) return false;
        latest.current.onDenied();
        return true;
      },
    });
    return () => {
      ended.abort();
      stopPulse();
    };
  }, []);

  const shown = home !== null;
  useEffect(() => {
    if (shown) warmPlayer();
  }, [shown]);

  return { home, problem, again: () => load.current() };
}
