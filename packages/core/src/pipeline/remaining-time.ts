/** What is known of a piece of work's pace. Plain data: each step makes the next. */
export interface Estimate {
  readonly beganAtMs: number;
  readonly beganAt: number;
  readonly atMs: number;
  readonly fraction: number;
  /** Fraction per ms, smoothed. */
  readonly speed: number | null;
  /** What was told last; it counts down by itself. */
  readonly told: { readonly endMs: number } | null;
  /** Since when the pace has said more than was told. */
  readonly longerSinceMs: number | null;
}

const KNOWN_AFTER_MS = 3_000;
const KNOWN_FRACTION = 0.02;
/** Of the smoothing: what was so long ago counts a third of what is now. */
const MEMORY_MS = 10_000;
/** Differences below either are not worth another figure. */
const EQUAL_MS = 3_000;
const EQUAL_SHARE = 0.2;
/** A figure rises only when the work has been slower for so long. */
const SURE_AFTER_MS = 5_000;
/** Work that is not ready takes some time still. */
const LEAST_MS = 1_000;

/** A run begins: what an earlier run of the same job knew says nothing of this one. */
export function beginEstimate(atMs: number, fraction = 0): Estimate {
  return {
    beganAtMs: atMs,
    beganAt: fraction,
    atMs,
    fraction,
    speed: null,
    told: null,
    longerSinceMs: null,
  };
}

/** A fraction that is smaller than the one before changes nothing but the pace. */
export function nextEstimate(former: Estimate, atMs: number, fraction: number): Estimate {
  const passedMs = atMs - former.atMs;
  if (!(passedMs > 0)) return former;
  const now = fraction > former.fraction ? Math.min(1, fraction) : former.fraction;
  const speed = speedAfter(former, passedMs, now);
  const next = { ...former, atMs, fraction: now, speed };
  const known = atMs - former.beganAtMs >= KNOWN_AFTER_MS && now - former.beganAt >= KNOWN_FRACTION;
  if (!known || !(speed > 0)) return next;

  const paceEndMs = atMs + (1 - now) / speed;
  if (former.told === null) return { ...next, told: { endMs: paceEndMs } };
  const laterMs = paceEndMs - former.told.endMs;
  const leftMs = Math.max(0, former.told.endMs - atMs);
  if (Math.abs(laterMs) <= Math.max(EQUAL_MS, EQUAL_SHARE * leftMs)) return { ...next, longerSinceMs: null };
  const longerSinceMs = former.longerSinceMs ?? atMs;
  if (laterMs > 0 && atMs - longerSinceMs < SURE_AFTER_MS) return { ...next, longerSinceMs };
  return { ...next, told: { endMs: paceEndMs }, longerSinceMs: null };
}

/** Ms; null while too little is known. */
export function remainingMs({ told, atMs }: Estimate): number | null {
  return told && Math.max(LEAST_MS, Math.round(told.endMs - atMs));
}

/** The average at first, and more and more the recent pace. */
function speedAfter(former: Estimate, passedMs: number, now: number): number {
  const sinceBeginMs = former.atMs + passedMs - former.beganAtMs;
  const average = (now - former.beganAt) / sinceBeginMs;
  if (former.speed === null || sinceBeginMs < MEMORY_MS) return average;
  const weight = 1 - Math.exp(-passedMs / MEMORY_MS);
  return former.speed + weight * ((now - former.fraction) / passedMs - former.speed);
}
