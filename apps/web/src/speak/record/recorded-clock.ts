export interface RecordedClock {
  readonly run: () => void;
  readonly hold: () => void;
  /** What was recorded so far, pauses left out. */
  readonly ms: () => number;
}

/**
 * How long was recorded. `now` must only go forward (`performance.now`): the phone's own clock may be wrong, and
 * may be set while somebody speaks.
 */
export function createRecordedClock(now: () => number): RecordedClock {
  let gatheredMs = 0;
  let since: number | null = null;
  return {
    run: () => {
      since ??= now();
    },
    hold: () => {
      if (since === null) return;
      gatheredMs += now() - since;
      since = null;
    },
    ms: () => gatheredMs + (since === null ? 0 : now() - since),
  };
}
