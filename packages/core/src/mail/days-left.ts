const DAY_MS = 86_400_000;

/** Begun days count, so that nobody is told that none is left while there is time. */
export function daysLeft(deadlineAt: Date, now: Date): number {
  return Math.max(1, Math.ceil((deadlineAt.getTime() - now.getTime()) / DAY_MS));
}
