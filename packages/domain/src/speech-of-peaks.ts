import type { Range } from './edit.ts';
import type { Peaks } from './peaks.ts';

/** Stretches of a take's sound in which somebody speaks, in order; between them nobody does. */
export interface Speech {
  readonly runs: readonly Range[];
}

/** Shorter ones lie within words: the closing of a p, t or k. */
const SHORTEST_PAUSE_MS = 140;
/** A click, a lip, a page: too short for a word where silence lies around it. */
const SHORTEST_RUN_MS = 110;
/** What is loud and what is quiet is asked of so much sound around a moment: a fan may start, a speaker turn away. */
const AROUND_MS = 10_000;
const EVERY_MS = 1_000;
/** Between the quiet and the loud of its surroundings, in decibels: above it somebody speaks. */
const SHARE = 0.36;
const LOUD = 0.9;
const QUIET = 0.08;
/** A voice falls by that against its own loud parts, and no more: what is below is the room. */
const MOST_BELOW_DB = 26;
/** And where all of the surroundings are quiet, nobody speaks because they are a little louder than themselves. */
const LEAST_BELOW_ALL_DB = 14;
const LEAST_RANGE_DB = 6;
/** What rounding leaves of digital silence. */
const FLOOR = 0.5;
const FULL = 128;

/** Where somebody speaks, by the waveform alone and against its own surroundings: noise may be steady or change. */
export function speechOfPeaks({ levels, bucketMs }: Peaks, lengthMs: number): Speech {
  const usable = Number.isFinite(bucketMs) && bucketMs > 0 && Number.isFinite(lengthMs) && lengthMs > 0;
  if (!usable) return { runs: [] };
  const count = Math.min(Math.floor(levels.length / 2), Math.ceil(lengthMs / bucketMs));
  const decibels = Float64Array.from({ length: count }, (_, bucket) => {
    const peak = Math.max(Math.abs(levels[2 * bucket] ?? 0), Math.abs(levels[2 * bucket + 1] ?? 0));
    return 20 * Math.log10(Math.max(FLOOR, peak) / FULL);
  });
  const all = quantile(decibels, LOUD);
  // A waveform of silence has nothing in it that could be speech.
  if (all - 20 * Math.log10(FLOOR / FULL) < LEAST_RANGE_DB) return { runs: [] };
  const every = Math.max(1, Math.round(EVERY_MS / bucketMs));
  const around = Math.max(1, Math.round(AROUND_MS / bucketMs));
  const spoken: boolean[] = [];
  for (let from = 0; from < count; from += every) {
    const near = decibels.subarray(Math.max(0, from - around), from + around);
    const loud = Math.max(quantile(near, LOUD), all - LEAST_BELOW_ALL_DB);
    const quiet = Math.min(Math.max(quantile(near, QUIET), loud - 2 * MOST_BELOW_DB), loud - LEAST_RANGE_DB);
    const threshold = Math.max(quiet + SHARE * (loud - quiet), loud - MOST_BELOW_DB);
    for (let at = from; at < Math.min(count, from + every); at += 1) {
      spoken.push((decibels[at] ?? 0) > threshold);
    }
  }
  const runs = rangesOf(spoken).map(({ from, to }) => ({
    startMs: Math.round(from * bucketMs),
    endMs: Math.round(Math.min(lengthMs, to * bucketMs)),
  }));
  return { runs: withoutClicks(joined(runs)) };
}

function rangesOf(spoken: readonly boolean[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const [at, speaks] of spoken.entries()) {
    const last = found.at(-1);
    if (!speaks) continue;
    if (last?.to === at) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  }
  return found;
}

function joined(runs: readonly Range[]): Range[] {
  const out: Range[] = [];
  for (const { startMs, endMs } of runs) {
    const last = out.at(-1);
    if (last !== undefined && startMs - last.endMs < SHORTEST_PAUSE_MS) last.endMs = endMs;
    else out.push({ startMs, endMs });
  }
  return out;
}

const withoutClicks = (runs: readonly Range[]) =>
  runs.filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_RUN_MS);

function quantile(values: Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
