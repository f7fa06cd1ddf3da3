import { type Seen, seenFrom } from './seen.ts';

const KEY = 'rostrum.watch.seen';
/** As it stood when this tab came. */
const VISIT_KEY = 'rostrum.watch.visit';
/** When this tab was here last. */
const HERE_KEY = 'rostrum.watch.here';
/** Whoever was away for so long comes anew, though the tab is the same. */
const AWAY_MS = 4 * 3_600_000;
const NOBODY = 'null';

export function readSeen(): Seen | null {
  try {
    return seenFrom(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Ask for it before anything is kept. Without storage every visit is the first. */
export function readVisit(nowMs = Date.now()): Seen | null {
  try {
    const kept = sessionStorage.getItem(VISIT_KEY);
    const here = Number(sessionStorage.getItem(HERE_KEY) ?? nowMs);
    sessionStorage.setItem(HERE_KEY, String(nowMs));
    if (kept !== null && nowMs - here < AWAY_MS) return seenFrom(kept);
    sessionStorage.setItem(VISIT_KEY, localStorage.getItem(KEY) ?? NOBODY);
    return readSeen();
  } catch {
    return null;
  }
}

export function keepSeen(seen: Seen): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // A browser may forbid storage: then it never says what is new.
  }
}

/** Whoever leaves this device leaves no trace of what was looked at. */
export function forgetSeen(): void {
  try {
    localStorage.removeItem(KEY);
    sessionStorage.removeItem(VISIT_KEY);
    sessionStorage.removeItem(HERE_KEY);
  } catch {
    // Nothing was kept.
  }
}
