import { AUDIO_RATE, type Edit, keptRanges } from '@rostrum/domain';
import type { SampleRange } from './audio-run.ts';
import { framesToMs } from './rate-class.ts';
import type { FrameRange } from './video-run.ts';

/**
 * The frames that stay. Milliseconds are frame boundaries rounded to the nearest: a boundary is meant by any
 * millisecond within half a one of it. Otherwise removals are rounded outward: a frame that is removed in
 * part is removed.
 */
export function keptFrames(edit: Edit, rate: { num: number; den: number }, takeFrames: number): FrameRange[] {
  const perMs = rate.num / (1000 * rate.den);
  const SLACK_MS = 0.5;
  const whole = framesToMs(takeFrames, rate);
  const ranges: FrameRange[] = [];
  for (const { startMs, endMs } of keptRanges(edit)) {
    const start = Math.max(0, Math.ceil(round6((startMs - SLACK_MS) * perMs)));
    const end =
      endMs >= whole ? takeFrames : Math.min(takeFrames, Math.floor(round6((endMs + SLACK_MS) * perMs)));
    if (end > start) ranges.push({ start, end });
  }
  return ranges;
}

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
