/** Of this tab alone, and gone with it: nothing of what was watched is written to the device for good. */
const keyOf = (revisionId: string) => `rostrum.watch.${revisionId}`;

export function readPosition(revisionId: string, lengthMs: number): number {
  try {
    const ms = Number(sessionStorage.getItem(keyOf(revisionId)) ?? '0');
    return Number.isFinite(ms) && ms > 0 && ms < lengthMs ? ms : 0;
  } catch {
    return 0;
  }
}

export function keepPosition(revisionId: string, ms: number): void {
  try {
    if (ms > 0) sessionStorage.setItem(keyOf(revisionId), String(Math.round(ms)));
    else sessionStorage.removeItem(keyOf(revisionId));
  } catch {
    // A browser may forbid storage: a reload then begins at the beginning.
  }
}
