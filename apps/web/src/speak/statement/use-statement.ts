import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Statement } from '../api.ts';
import { askStatement } from '../early.ts';
import { patiently } from '../later/patiently.ts';
import { asProblem } from '../link/use-link.ts';
import { inPlace } from '../place.ts';

export interface StatementResource {
  readonly statement: Statement | null;
  /** Why the newest could not be had; what is shown may be older then. */
  readonly problem: ApiProblem | null;
  readonly refetch: () => Promise<void>;
}

const EVENTS_URL = '/api/v1/speaker/events';

/** The one resource of this page, kept fresh. Asked once at a time, and once more for what came meanwhile. */
export function useStatement(onClosed: (wasOpen: boolean) => void): StatementResource {
  const [statement, setStatement] = useState<Statement | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const again = useRef(false);
  const wasOpen = useRef(false);
  const closed = useRef(onClosed);
  closed.current = onClosed;

  const refetch = useCallback((): Promise<void> => {
    again.current = true;
    running.current ??= (async () => {
      while (again.current) {
        again.current = false;
        try {
          setStatement(await askStatement());
          wasOpen.current = true;
          setProblem(null);
        } catch (error) {
          const said = asProblem(error);
          if (said.status === 401) closed.current(wasOpen.current);
          else setProblem(said);
        }
      }
    })().finally(() => {
      running.current = null;
    });
    return running.current;
  }, []);

  useEffect(() => {
    void refetch();
    let stop: (() => void) | undefined;
    let ended = false;
    const follow = async () => {
      const { followChanges } = await patiently(() => import('../../live/follow-changes.ts'));
      if (!ended) stop = followChanges(inPlace(EVENTS_URL), () => void refetch());
    };
    void follow();
    return () => {
      ended = true;
      stop?.();
    };
  }, [refetch]);

  return { statement, problem, refetch };
}
