import { RATE_CLASSES, type RateClass } from '@rostrum/domain';

export interface MeasuredRate {
  /** Pictures per second over the whole file; 0 when there are fewer than two. */
  averageFps: number;
  /** From the distances near the middle one: what the camera aimed at. */
  steadyFps: number;
  variable: boolean;
}

/** From the pictures' timestamps in order of showing, in microseconds. `r_frame_rate` is of no use on phones. */
export function measureRate(sortedUs: readonly number[]): MeasuredRate {
  const first = sortedUs[0];
  const last = sortedUs.at(-1);
  if (first === undefined || last === undefined || last <= first)
    return { averageFps: 0, steadyFps: 0, variable: false };
  const deltas: number[] = [];
  for (let i = 1; i < sortedUs.length; i += 1) deltas.push((sortedUs[i] ?? 0) - (sortedUs[i - 1] ?? 0));
  const average = (last - first) / deltas.length;
  const sorted = deltas.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? average;
  // WebM rounds to milliseconds, MPEG-TS to 11 µs; a camera that drops or delays pictures is off by more.
  const steady = deltas.filter((delta) => Math.abs(delta - median) <= 2000);
  const steadyMean = steady.reduce((sum, delta) => sum + delta, 0) / Math.max(1, steady.length);
  return {
    averageFps: 1e6 / average,
    steadyFps: steadyMean > 0 ? 1e6 / steadyMean : 1e6 / average,
    variable: steady.length < deltas.length * 0.95,
  };
}

const MULTIPLES = [1, 2, 4, 8, 10, 0.5, 0.25] as const;

/** The constant rate that a source is prepared at: its own, or half of 50 and 60; 30 when nothing fits. */
export function rateClass(rate: MeasuredRate): RateClass {
  const fps = rate.steadyFps;
  const fallback = RATE_CLASSES[3];
  if (!(fps > 0)) return fallback;
  let best: { entry: RateClass; off: number } = { entry: fallback, off: rate.variable ? 0.04 : 0.02 };
  for (const multiple of MULTIPLES) {
    for (const entry of RATE_CLASSES) {
      const off = Math.abs(fps / multiple / (entry.num / entry.den) - 1);
      if (off < best.off - 1e-9) best = { entry, off };
    }
  }
  return best.entry;
}

/** Length of so many frames, to the nearest millisecond: 300 frames at 30000/1001 are 10010 ms. */
export function framesToMs(frames: number, rate: { num: number; den: number }): number {
  return Math.round((frames * 1000 * rate.den) / rate.num);
}

/** The most frames whose length does not exceed `ms`. */
export function framesWithin(ms: number, rate: { num: number; den: number }): number {
  let frames = Math.floor((ms * rate.num) / (1000 * rate.den));
  while (framesToMs(frames + 1, rate) <= ms) frames += 1;
  return frames;
}

/** The class of a rate that was stored earlier. */
export function rateClassOf(rate: { num: number; den: number }): RateClass {
  const found = RATE_CLASSES.find(({ num, den }) => num === rate.num && den === rate.den);
  if (found === undefined) throw new RangeError(`no rate class ${rate.num}/${rate.den}`);
  return found;
}
