import { AAC_FRAME } from '@rostrum/domain';
import type { SampleRange } from './audio-run.ts';

/**
 * How a cut's sound is put together from a take's AAC frames, on one grid of 1024 samples. In a decoder's
 * time, block n is what comes out when frame n has gone in; frame n is heard in the blocks n and n + 1.
 */
export interface SoundSpan {
  /** Output block k of this span is the take's block k + shift. */
  shift: number;
  /** Output blocks that are the take's as they are, unfaded: the first, and the first that is not. */
  firstBlock: number;
  endBlock: number;
  /** The take's samples that are kept. Nothing else of the take is ever heard. */
  kept: SampleRange;
  /** Samples of the output over which the stretch comes in, and goes out. */
  fadeIn: SampleRange;
  fadeOut: SampleRange;
  /** Output frames that may be the take's own: all that is heard in them is kept and unfaded. Null: none. */
  copy: { first: number; last: number } | null;
}

/** Shorter copies are not worth two more edges. */
const SHORTEST_COPY = 96;

/**
 * Lays the kept stretches one after the other. `startsAt` are the picture's starts of each stretch, in
 * samples of the cut. Rounding to the grid puts sound off the picture by half a block, 11 ms, at most, and
 * never adds up. So two stretches overlap or lie apart by up to a block where they meet: they are faded into
 * each other over all of it, so that the sound neither stops nor jumps.
 */
export function planSound(
  kept: readonly SampleRange[],
  startsAt: readonly number[],
  frames: number,
  takeFrames: number,
  fadeSamples: number,
): SoundSpan[] {
  const shifts = kept.map((range, i) => Math.round((range.start - (startsAt[i] ?? 0)) / AAC_FRAME));
  const placed = kept.map(({ start, end }, i) => {
    const moved = (shifts[i] ?? 0) * AAC_FRAME;
    return { start: start - moved, end: end - moved };
  });
  // The very first block has no frame before it to be whole with: it is silent, as in every take.
  const begin = Math.max(AAC_FRAME, placed[0]?.start ?? 0);
  const end = Math.min(frames * AAC_FRAME, placed.at(-1)?.end ?? 0);
  const joins = placed.slice(1).map((next, i) => joinOf(placed[i]?.end ?? 0, next.start, fadeSamples));
  return kept.map((range, i) => {
    const shift = shifts[i] ?? 0;
    const fadeIn = joins[i - 1] ?? { start: begin, end: begin + fadeSamples };
    const fadeOut = joins[i] ?? { start: end - fadeSamples, end };
    const firstBlock = Math.ceil(fadeIn.end / AAC_FRAME);
    const endBlock = Math.floor(fadeOut.start / AAC_FRAME);
    const last = Math.min(endBlock - 2, takeFrames - 1 - shift);
    const copy = last - firstBlock + 1 >= SHORTEST_COPY ? { first: firstBlock, last } : null;
    return { shift, firstBlock, endBlock, kept: range, fadeIn, fadeOut, copy };
  });
}

/** Where one stretch goes over into the next: as long as they overlap or lie apart, and never abruptly. */
function joinOf(before: number, after: number, fadeSamples: number): SampleRange {
  const start = Math.min(before, after);
  const end = Math.max(before, after);
  const more = Math.max(0, Math.ceil(fadeSamples - (end - start) / 2));
  return { start: start - more, end: end + more };
}

/**
 * The take's sample that stands at `at` of the take's time. Beyond a stretch's ends that is not what was
 * removed but the stretch itself, mirrored.
 */
export function mirrored(at: number, { start, end }: SampleRange): number {
  const length = end - start;
  const around = (((at - start) % (2 * length)) + 2 * length) % (2 * length);
  return start + (around < length ? around : 2 * length - 1 - around);
}

/** How loud a stretch is at a sample of the output. */
export function gainAt(sample: number, { fadeIn, fadeOut }: SoundSpan): number {
  const coming = (sample - fadeIn.start) / (fadeIn.end - fadeIn.start);
  const going = (fadeOut.end - sample) / (fadeOut.end - fadeOut.start);
  return Math.max(0, Math.min(1, coming, going));
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
