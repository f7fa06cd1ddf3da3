/**
 * Where a browser has no Web Locks (Safari before 15.4), a window that records says so with a mark in what all its
 * windows share. A mark that is not renewed is that of a window that died: a page that is hidden renews it each minute.
 */
const KEY = 'rostrum.recording.';
const EVERY_MS = 5_000;
export const DEAD_AFTER_MS = 150_000;

export function beat(statementId: string, signal: AbortSignal): void {
  if (signal.aborted) return;
  const mark = () => {
    try {
      localStorage.setItem(KEY + statementId, String(Date.now()));
    } catch {
      // Forbidden, or full: then nobody can tell.
    }
  };
  mark();
  const timer = setInterval(mark, EVERY_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    forgetBeats(statementId);
  });
}

/** Whether a window may be recording: where the browser cannot tell, it may. */
export function hasBeat(statementId: string): boolean {
  try {
    const at = localStorage.getItem(KEY + statementId);
    // A clock that was set back meanwhile shows a mark of the future.
    return at !== null && Math.abs(Date.now() - Number(at)) < DEAD_AFTER_MS;
  } catch {
    return true;
  }
}

/** Takes away the mark of one statement, or every one: a window that died leaves its own. */
export function forgetBeats(statementId?: string): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (statementId === undefined ? name.startsWith(KEY) : name === KEY + statementId)
        localStorage.removeItem(name);
    }
  } catch {
    // Forbidden: then there is none.
  }
}
