import type { Edit } from './edit.ts';
import { type FrameRate, keptFrames } from './kept-frames.ts';

export interface FramedTake {
  edit: Edit;
  /** The take's measured length. */
  takeMs: number;
  /** Of what was prepared of it, which is what its cuts are made of. */
  rate: FrameRate;
}

/**
 * Where a moment of the take is in its cut: the millisecond that names the frame on show then, by the frames that the
 * cut was made of. Milliseconds would be a frame off after a join or two. Null where that frame was removed. The
 * take's end means its last frame.
 */
export function momentOfEdit(takeMs: number, framed: FramedTake): number | null {
  const { rate } = framed;
  const ofTake = takeFrames(framed);
  const frame = takeMs === framed.takeMs ? ofTake - 1 : frameOf(takeMs, rate);
  let before = 0;
  for (const { start, end } of keptFrames(framed.edit, rate, ofTake)) {
    if (frame < start) return null;
    if (frame < end) return msOf(before + frame - start, rate);
    before += end - start;
  }
  return null;
}

/** Where a moment of the cut is in its take, the same way. Behind the cut's end it is the last frame that stays. */
export function momentOfTake(cutMs: number, framed: FramedTake): number {
  const { rate } = framed;
  let left = frameOf(cutMs, rate);
  const kept = keptFrames(framed.edit, rate, takeFrames(framed));
  for (const { start, end } of kept) {
    if (left < end - start) return msOf(start + left, rate);
    left -= end - start;
  }
  return msOf(Math.max(0, (kept.at(-1)?.end ?? 1) - 1), rate);
}

const takeFrames = ({ takeMs, rate }: FramedTake): number =>
  Math.round((takeMs * rate.num) / (1000 * rate.den));

/** A boundary is meant by any millisecond within half a one of it. */
const frameOf = (ms: number, rate: FrameRate): number =>
  Math.floor(((ms + 0.5) * rate.num) / (1000 * rate.den) + 1e-9);

const msOf = (frame: number, rate: FrameRate): number => Math.round((1000 * frame * rate.den) / rate.num);
