const KEY = 'rostrum.record.kept';

/** Whether something may be kept here: asked before the store, which is fetched only then. */
export function mayBeKept(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function markKept(kept: boolean): void {
  try {
    if (kept) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: then nothing lasts either.
  }
}
