import { type Edit, keptRanges } from '@rostrum/domain';
import { type FrameRate, frameAt, middleOfFrame } from '../../kit/time.ts';

/** Before a join one listens in for so long. */
export const BEFORE_JOIN_MS = 2_000;

/** Screens show so many pictures a second; played faster, frames of the video are passed over. */
const SCREEN_RATE = 60;

/** A seek onto a frame's first moment may show the one before it. */
export const onto = (ms: number, rate: FrameRate): number => middleOfFrame(frameAt(ms, rate), rate);

/**
 * While an edit is played: where to go instead of showing the next frame, `end` after the last one, null to go on.
 * @param shownMs the frame on show, by its own time
 */
export function leapFrom(edit: Edit, shownMs: number, rate: FrameRate, speed = 1): number | 'end' | null {
  const shown = frameAt(shownMs, rate);
  const next = shown + Math.max(1, Math.ceil((speed * rate.num) / rate.den / SCREEN_RATE));
  const kept = keptRanges(edit).map(({ startMs, endMs }) => ({
    startMs,
    first: frameAt(startMs, rate),
    after: frameAt(endMs - 1, rate) + 1,
  }));
  if (kept.some(({ first, after }) => shown >= first && next < after)) return null;
  const on = kept.find(({ first }) => first > shown);
  return on ? onto(on.startMs, rate) : 'end';
}

/** Whether the frame on show is one that the edit leaves out. */
export function isLeftOut(edit: Edit, shownMs: number, rate: FrameRate): boolean {
  const shown = frameAt(shownMs, rate);
  return !keptRanges(edit).some(
    ({ startMs, endMs }) => shown >= frameAt(startMs, rate) && shown <= frameAt(endMs - 1, rate),
  );
}

/** The moments of the take at which what is kept breaks off, to go on later. */
export const joinsOf = (edit: Edit): number[] =>
  keptRanges(edit)
    .slice(0, -1)
    .map(({ endMs }) => endMs);

/** How much of the edit has been played when the take stands there. */
export const playedMs = (edit: Edit, atMs: number): number =>
  keptRanges(edit).reduce((sum, { startMs, endMs }) => sum + Math.max(0, Math.min(endMs, atMs) - startMs), 0);

/** The moment of the take at which so much of the edit has been played. */
export function takeMsOf(edit: Edit, playedForMs: number): number {
  let left = Math.max(0, playedForMs);
  const kept = keptRanges(edit);
  for (const { startMs, endMs } of kept) {
    if (left < endMs - startMs) return startMs + left;
    left -= endMs - startMs;
  }
  return kept.at(-1)?.endMs ?? edit.inMs;
}

/** Where listening in to a join begins: two seconds of what is kept before it. */
export const beforeJoin = (edit: Edit, joinMs: number): number =>
  takeMsOf(edit, playedMs(edit, joinMs) - BEFORE_JOIN_MS);

/** The join after that one, the first after the last. */
export function nextJoin(edit: Edit, lastMs: number | undefined): number | undefined {
  const joins = joinsOf(edit);
  return joins.find((join) => lastMs !== undefined && join > lastMs) ?? joins[0];
}
