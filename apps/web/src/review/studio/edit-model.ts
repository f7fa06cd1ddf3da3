import { type Edit, editProblem, isWholeTake, keptRanges, wholeTake } from '@rostrum/domain';
import { type FrameRate, frameAt } from '../../kit/time.ts';

/** Where a frame begins, in whole ms of the take. */
export const startOfFrame = (frame: number, rate: FrameRate): number =>
  Math.round((frame * 1000 * rate.den) / rate.num);

const within = (ms: number, from: number, until: number) => Math.min(until, Math.max(from, ms));

/** The in-point at the beginning of the frame on show; an out-point that would lie before it goes to the end. */
export function withIn(edit: Edit, atMs: number, lengthMs: number, rate: FrameRate): Edit {
  const inMs = within(startOfFrame(frameAt(atMs, rate), rate), 0, lengthMs - 1);
  return trim({ ...edit, inMs, outMs: edit.outMs > inMs ? edit.outMs : lengthMs });
}

/** The out-point after the frame on show, which is the last one kept. */
export function withOut(edit: Edit, atMs: number, lengthMs: number, rate: FrameRate): Edit {
  const outMs = within(startOfFrame(frameAt(atMs, rate) + 1, rate), 1, lengthMs);
  return trim({ ...edit, outMs, inMs: edit.inMs < outMs ? edit.inMs : 0 });
}

/** Takes out what lies between two positions, in whichever order they were marked; touching parts become one. */
export function withRemoval(edit: Edit, oneMs: number, otherMs: number, rate: FrameRate): Edit {
  const startMs = startOfFrame(frameAt(Math.min(oneMs, otherMs), rate), rate);
  const endMs = startOfFrame(frameAt(Math.max(oneMs, otherMs), rate), rate);
  if (endMs <= startMs) return edit;
  const merged: { startMs: number; endMs: number }[] = [];
  for (const range of [...edit.removals, { startMs, endMs }].sort((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last && range.startMs <= last.endMs) last.endMs = Math.max(last.endMs, range.endMs);
    else merged.push({ ...range });
  }
  return trim({ ...edit, removals: merged });
}

export const withoutRemoval = (edit: Edit, startMs: number): Edit => ({
  ...edit,
  removals: edit.removals.filter((range) => range.startMs !== startMs),
});

/** Removals end where the cut ends. */
function trim(edit: Edit): Edit {
  const removals = edit.removals
    .map(({ startMs, endMs }) => ({
      startMs: Math.max(startMs, edit.inMs),
      endMs: Math.min(endMs, edit.outMs),
    }))
    .filter(({ startMs, endMs }) => endMs > startMs);
  return { ...edit, removals };
}

export function sameEdit(one: Edit, other: Edit, lengthMs: number): boolean {
  if (isWholeTake(one, lengthMs) && isWholeTake(other, lengthMs)) return true;
  return (
    one.inMs === other.inMs &&
    one.outMs === other.outMs &&
    JSON.stringify(keptRanges(one)) === JSON.stringify(keptRanges(other))
  );
}

/** While playing an edit: where to go on from a position that was removed; null where it is kept. */
export function skipTo(edit: Edit, atMs: number): number | null {
  const removed = edit.removals.find(({ startMs, endMs }) => atMs >= startMs && atMs < endMs);
  return removed ? removed.endMs : null;
}

export { editProblem, wholeTake };
