import { AUDIO_RATE } from '@rostrum/domain';
import type { SampleRange } from './audio-run.ts';
import type { FrameRange } from './video-run.ts';

// Captions follow the same frames.
export { keptFrames } from '@rostrum/domain';

/** Floating point must not push a product over the next whole frame. */
function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** The samples that belong wholly to the kept frames. */
export function keptSamples(
  frames: readonly FrameRange[],
  rate: { num: number; den: number },
): SampleRange[] {
  const at = (frame: number) => (frame * AUDIO_RATE * rate.den) / rate.num;
  return frames.map(({ start, end }) => ({
    start: Math.ceil(round6(at(start))),
    end: Math.floor(round6(at(end))),
  }));
}

export function countFrames(frames: readonly FrameRange[]): number {
  return frames.reduce((sum, range) => sum + (range.end - range.start), 0);
}

/** Where each kept stretch starts in the cut, in samples. */
export function startsOf(frames: readonly FrameRange[], rate: { num: number; den: number }): number[] {
  let before = 0;
  return frames.map(({ start, end }) => {
    const at = Math.round((before * AUDIO_RATE * rate.den) / rate.num);
    before += end - start;
    return at;
  });
}
