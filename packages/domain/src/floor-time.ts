/**
 * Floor time belongs to the SuR. Source: the Pre-sessions' invitation, "given the floor between
 * 5 to 7 minutes each", "according to the number of participants", one hour per State.
 * All lengths are integer milliseconds.
 */
export const SLOT_MS = 60 * 60_000;
export const FLOOR_MIN_MS = 5 * 60_000;
export const FLOOR_MAX_MS = 7 * 60_000;
/** The State under Review may open with two minutes. */
export const STATE_FLOOR_MS = 2 * 60_000;
export const DEFAULT_TOLERANCE_MS = 2 * 60_000;
export const DEFAULT_MINIMUM_SHARE = 0.6;

export type SpeakerKind = 'state' | 'nhri' | 'cso';

/** clamp(slot ÷ speakers, 5:00, 7:00), whole seconds, so that it can be said aloud. */
export function floorTimeByRule(slotMs: number, speakers: number): number {
  if (!Number.isSafeInteger(slotMs) || slotMs <= 0) throw new RangeError('slotMs must be a positive integer');
  if (!Number.isSafeInteger(speakers) || speakers < 0)
    throw new RangeError('speakers must be a whole number');
  if (speakers === 0) return FLOOR_MAX_MS;
  const share = Math.floor(slotMs / speakers / 1000) * 1000;
  return Math.min(FLOOR_MAX_MS, Math.max(FLOOR_MIN_MS, share));
}

export interface FloorTime {
  maximumMs: number;
  /** Falling short of it only warns. */
  minimumMs: number;
  /** Over the maximum by no more than this: prepared, and a cut is asked for. */
  toleranceMs: number;
}

export type FloorTimeVerdict =
  | { fit: 'within'; leftMs: number }
  | { fit: 'short'; leftMs: number; missingMs: number }
  | { fit: 'needs_cut'; overMs: number }
  | { fit: 'over_tolerance'; overMs: number }
  | { fit: 'unknown' };

/**
 * Judges a measured length against the floor time. At the limit is allowed, one millisecond more is over.
 * A length that is missing, zero, negative, fractional or not a number is unknown, and unknown is refused.
 */
export function judgeLength(measuredMs: number | null | undefined, floor: FloorTime): FloorTimeVerdict {
  if (measuredMs == null || !Number.isSafeInteger(measuredMs) || measuredMs <= 0) return { fit: 'unknown' };
  const overMs = measuredMs - floor.maximumMs;
  if (overMs > floor.toleranceMs) return { fit: 'over_tolerance', overMs };
  if (overMs > 0) return { fit: 'needs_cut', overMs };
  if (measuredMs < floor.minimumMs) {
    return { fit: 'short', leftMs: floor.maximumMs - measuredMs, missingMs: floor.minimumMs - measuredMs };
  }
  return { fit: 'within', leftMs: floor.maximumMs - measuredMs };
}

/** May a cut of this length be approved? (Short only warns.) */
export function fitsFloor(lengthMs: number | null | undefined, maximumMs: number): boolean {
  const verdict = judgeLength(lengthMs, { maximumMs, minimumMs: 0, toleranceMs: 0 });
  return verdict.fit === 'within';
}
