import { keptRanges } from './cut.ts';
import type { Edit } from './edit.ts';

/** Pictures of a take, by number: start inside, end outside. */
export interface FrameRange {
  start: number;
  end: number;
}

export interface FrameRate {
  num: number;
  den: number;
}

/**
 * The frames that stay. Milliseconds are frame boundaries rounded to the nearest: a boundary is meant by any
 * millisecond within half a one of it. Otherwise removals are rounded outward: a frame that is removed in
 * part is removed.
 */
export function keptFrames(edit: Edit, rate: FrameRate, takeFrames: number): FrameRange[] {
  const perMs = rate.num / (1000 * rate.den);
  const SLACK_MS = 0.5;
  const wholeMs = Math.round(takeFrames / perMs);
  const ranges: FrameRange[] = [];
  for (const { startMs, endMs } of keptRanges(edit)) {
    const start = Math.max(0, Math.ceil(round6((startMs - SLACK_MS) * perMs)));
    const end =
      endMs >= wholeMs ? takeFrames : Math.min(takeFrames, Math.floor(round6((endMs + SLACK_MS) * perMs)));
    if (end > start) ranges.push({ start, end });
  }
  return ranges;
}

/** Floating point must not push a product over the next whole frame. */
function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
