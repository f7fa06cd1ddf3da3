import { type Seen, seenFrom } from './seen.ts';

const KEY = 'rostrum.watch.seen';
/** As it stood when this tab came. */
const VISIT_KEY = 'rostrum.watch.visit';
const NOBODY = 'null';

export function readSeen(): Seen | null {
  try {
    return seenFrom(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Ask for it before anything is kept. Without storage every visit is the first. */
export function readVisit(): Seen | null {
  try {
    const kept = sessionStorage.getItem(VISIT_KEY);
    if (kept !== null) return seenFrom(kept);
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
  } catch {
    // Nothing was kept.
  }
}
