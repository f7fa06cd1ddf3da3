import { useState } from 'react';

/** Where it plays, told at every picture to whoever listens: nothing else of the page is drawn again for it. */
export interface PlayClock {
  /** Ms of the programme. */
  readonly now: () => number;
  readonly listen: (listener: (ms: number) => void) => () => void;
}

export interface ToldClock extends PlayClock {
  readonly tell: (ms: number) => void;
}

export function playClock(startMs: number): ToldClock {
  const listeners = new Set<(ms: number) => void>();
  let at = startMs;
  return {
    now: () => at,
    tell(ms) {
      at = ms;
      for (const listener of listeners) listener(ms);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function usePlayClock(startMs: number): ToldClock {
  const [clock] = useState(() => playClock(startMs));
  return clock;
}
