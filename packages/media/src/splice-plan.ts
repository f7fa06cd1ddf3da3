import { AAC_FRAME } from '@rostrum/domain';
import type { SampleRange } from './audio-run.ts';

/**
 * How a cut's sound is put together from a take's AAC frames, on one grid of 1024 samples. In a decoder's
 * time, block n is what comes out when frame n has gone in; frame n is heard in the blocks n and n + 1.
 */
export interface SoundSpan {
  /** Output block k of this span is the take's block k + shift. */
  shift: number;
  /** First output block, and the first that is not this span's. */
  firstBlock: number;
  endBlock: number;
  /** The take's samples that are kept: outside there is silence. */
  kept: SampleRange;
  /** Output frames that may be the take's own: all that is heard in them is kept and unfaded. Null: none. */
  copy: { first: number; last: number } | null;
}

/** Shorter copies are not worth two more edges. */
const SHORTEST_COPY = 96;

/**
 * Lays the kept stretches one after the other. `startsAt` are the picture's starts of each stretch, in
 * samples of the cut. Rounding to the grid puts sound off the picture by half a block, 11 ms, at most, and
 * never adds up.
 */
export function planSound(
  kept: readonly SampleRange[],
  startsAt: readonly number[],
  frames: number,
  takeFrames: number,
  fadeSamples: number,
): SoundSpan[] {
  return kept.map((range, i) => {
    const start = startsAt[i] ?? 0;
    const next = startsAt[i + 1];
    const shift = Math.round((range.start - start) / AAC_FRAME);
    const firstBlock = i === 0 ? 0 : Math.round(start / AAC_FRAME);
    const endBlock = next === undefined ? frames : Math.min(frames, Math.round(next / AAC_FRAME));
    const first = Math.max(firstBlock, Math.ceil((range.start + fadeSamples) / AAC_FRAME) - shift);
    const last = Math.min(
      endBlock - 2,
      Math.floor((range.end - fadeSamples) / AAC_FRAME) - 2 - shift,
      takeFrames - 1 - shift,
    );
    const copy = last - first + 1 >= SHORTEST_COPY ? { first, last } : null;
    return { shift, firstBlock, endBlock, kept: range, copy };
  });
}

export interface Gap {
  /** Output frames that are encoded again. */
  first: number;
  last: number;
  /** The shift of the copy that follows. */
  after: number | null;
}

/** What is not copied. Never empty at the two ends of a copy, as both are edges. */
export function gapsOf(spans: readonly SoundSpan[], frames: number): Gap[] {
  const gaps: Gap[] = [];
  let at = 0;
  for (const { copy, shift } of spans) {
    if (copy === null) continue;
    if (copy.first > at) gaps.push({ first: at, last: copy.first - 1, after: shift });
    at = copy.last + 1;
  }
  if (at < frames) gaps.push({ first: at, last: frames - 1, after: null });
  return gaps;
}

/**
 * A frame's window, from its first bits (ISO/IEC 14496-3, table 4.50): only a pair of channels with a common
 * window says it this early. Null: unknown.
 */
export function windowOf(frame: Buffer): { long: boolean; shape: number } | null {
  const [first = 0, second = 0] = frame;
  const PAIR = 1;
  if (first >> 5 !== PAIR || (first & 1) === 0) return null;
  return { long: ((second >> 5) & 3) === 0, shape: (second >> 4) & 1 };
}

/** May `next` follow `before`, where `expected` stood before it when it was encoded? Their halves then add up. */
export function fits(
  before: Buffer | undefined,
  expected: Buffer | undefined,
  next: Buffer | undefined,
): boolean {
  const windows = [before, expected, next].map((frame) => (frame === undefined ? null : windowOf(frame)));
  const [a, b, c] = windows;
  return a != null && b != null && c != null && a.long && b.long && c.long && a.shape === b.shape;
}
