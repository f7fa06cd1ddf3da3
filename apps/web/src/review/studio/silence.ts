import type { Peaks } from './read-peaks.ts';

/** A stretch without speech, ms: start inside, end outside. */
export interface Silence {
  readonly startMs: number;
  readonly endMs: number;
}

/** Shorter pauses lie within words. */
export const SHORTEST_SILENCE_MS = 150;
/** Of a take's loud parts, −22 dB: below it nobody speaks. */
const SHARE_OF_LOUD = 0.08;
/** A room that hums is silent where it only hums. */
const ABOVE_THE_ROOM = 1.6;
/** But nothing as loud as a quarter of the speech is called silent: a tone from end to end has no pause. */
const MOST_OF_LOUD = 0.25;
/** Of 128: what rounding leaves of digital silence. */
const LEAST_LEVEL = 1;

const loudnessOf = (levels: Int8Array, bucket: number) =>
  Math.max(Math.abs(levels[2 * bucket] ?? 0), Math.abs(levels[2 * bucket + 1] ?? 0));

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The silences of a take's sound, in order, by its peaks and against its own loudness. */
export function silencesOf({ levels, bucketMs }: Peaks, lengthMs: number): Silence[] {
  const usable = Number.isFinite(bucketMs) && bucketMs > 0 && Number.isFinite(lengthMs) && lengthMs > 0;
  if (!usable) return [];
  const count = Math.min(Math.floor(levels.length / 2), Math.ceil(lengthMs / bucketMs));
  const loud = Array.from({ length: count }, (_, bucket) => loudnessOf(levels, bucket));
  const sorted = [...loud].sort((a, b) => a - b);
  const speech = quantile(sorted, 0.9);
  const room = quantile(sorted, 0.05);
  const threshold = Math.max(
    LEAST_LEVEL,
    Math.min(speech * MOST_OF_LOUD, Math.max(speech * SHARE_OF_LOUD, room * ABOVE_THE_ROOM)),
  );
  const found: Silence[] = [];
  let from: number | undefined;
  for (let bucket = 0; bucket <= count; bucket += 1) {
    const silent = bucket < count && (loud[bucket] ?? 0) <= threshold;
    if (silent) from ??= bucket;
    else if (from !== undefined) {
      const startMs = Math.round(from * bucketMs);
      const endMs = Math.round(Math.min(lengthMs, bucket * bucketMs));
      if (endMs - startMs >= SHORTEST_SILENCE_MS) found.push({ startMs, endMs });
      from = undefined;
    }
  }
  return found;
}

/** The nearest moment that lies in a silence, itself where it does already; undefined where there is none. */
export function nearestSilence(silences: readonly Silence[], atMs: number): number | undefined {
  let best: number | undefined;
  for (const { startMs, endMs } of silences) {
    const there = Math.min(endMs, Math.max(startMs, atMs));
    if (best === undefined || Math.abs(there - atMs) < Math.abs(best - atMs)) best = there;
  }
  return best;
}
