import { z } from 'zod';

const Told = z.object({
  fraction: z.number().min(0).max(1),
  remainingMs: z.int().nonnegative().nullable(),
  atMs: z.int(),
});

/** A run tells every second; one that has told nothing for this long may have ended with its process. */
const STALE_AFTER_MS = 15_000;

export function writeProgress(
  fraction: number,
  remainingMs: number | null,
  nowMs: number,
): z.output<typeof Told> {
  return {
    fraction: Math.round(fraction * 1000) / 1000,
    remainingMs: remainingMs === null ? null : Math.max(0, Math.round(remainingMs)),
    atMs: nowMs,
  };
}

/** What remains now; null for what another version of the program has put there, too. */
export function readProgress(stored: unknown, nowMs: number): number | null {
  const told = Told.safeParse(stored);
  if (!told.success || told.data.remainingMs === null) return null;
  const ageMs = Math.max(0, nowMs - told.data.atMs);
  return ageMs > STALE_AFTER_MS ? null : Math.max(0, told.data.remainingMs - ageMs);
}
