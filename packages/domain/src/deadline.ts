/**
 * Deadlines are instants. An upload that began before the deadline may finish within the grace;
 * a new one may not begin after it.
 */
export const DEFAULT_GRACE_MS = 60 * 60_000;
/** An unfinished upload is kept this long after its last byte. */
export const UNFINISHED_KEPT_MS = 7 * 24 * 60 * 60_000;
export const SIZE_LIMIT_BYTES = 2 * 1024 ** 3;
export const TAKES_PER_INVITATION = 10;
/** A proxy on the way may refuse more; the page never sends more in one request. */
export const PART_BYTES = 8 * 1024 ** 2;

export function mayBegin(now: Date, deadlineAt: Date | null): boolean {
  return deadlineAt === null || now <= deadlineAt;
}

export function mayFinish(now: Date, beganAt: Date, deadlineAt: Date | null, graceMs: number): boolean {
  if (deadlineAt === null) return true;
  return beganAt <= deadlineAt && now.getTime() <= deadlineAt.getTime() + graceMs;
}
