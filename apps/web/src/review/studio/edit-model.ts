import {
  type Edit,
  editProblem,
  isWholeTake,
  keptRanges,
  SHORTEST_KEPT_MS,
  wholeTake,
} from '@rostrum/domain';
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

type Edge = 'start' | 'end';

/** One removal's edge elsewhere: as far as its neighbours and its own other edge leave room. */
export function withEdge(edit: Edit, index: number, edge: Edge, atMs: number, rate: FrameRate): Edit {
  const range = edit.removals[index];
  if (!range) return edit;
  const [from, until] = roomOf(edit, index);
  const frame = startOfFrame(1, rate);
  const there = startOfFrame(frameAt(Math.max(0, atMs), rate), rate);
  const next =
    edge === 'start'
      ? { ...range, startMs: within(there, from, range.endMs - frame) }
      : { ...range, endMs: within(atMs >= until ? until : there, range.startMs + frame, until) };
  return replaced(edit, index, next);
}

/** A removal elsewhere, as long as it was. */
export function withMoved(edit: Edit, index: number, startMs: number, rate: FrameRate): Edit {
  const range = edit.removals[index];
  if (!range) return edit;
  const [from, until] = roomOf(edit, index);
  const lengthMs = range.endMs - range.startMs;
  const there = startOfFrame(frameAt(Math.max(0, startMs), rate), rate);
  const start = within(there, from, Math.max(from, until - lengthMs));
  const end = startOfFrame(frameAt(start + lengthMs, rate), rate);
  return replaced(edit, index, { startMs: start, endMs: Math.min(until, end) });
}

function roomOf(edit: Edit, index: number): readonly [fromMs: number, untilMs: number] {
  return [edit.removals[index - 1]?.endMs ?? edit.inMs, edit.removals[index + 1]?.startMs ?? edit.outMs];
}

const replaced = (edit: Edit, index: number, next: Edit['removals'][number]): Edit => ({
  ...edit,
  removals: edit.removals.map((range, at) => (at === index ? next : range)),
});

/** The end taken off so that what stays fits the limit, to the frame; unchanged where it fits already. */
export function fittedToLimit(edit: Edit, limitMs: number, rate: FrameRate): Edit {
  let left = limitMs;
  let lastEndMs = edit.inMs;
  for (const { startMs, endMs } of keptRanges(edit)) {
    const lengthMs = endMs - startMs;
    if (lengthMs > left) {
      const outMs = Math.min(startMs + left, startOfFrame(frameAt(startMs + left, rate), rate));
      // What would stay of this stretch is too short to be seen.
      return trim({ ...edit, outMs: outMs - startMs < SHORTEST_KEPT_MS ? lastEndMs : outMs });
    }
    left -= lengthMs;
    lastEndMs = endMs;
  }
  return edit;
}

/** An edit from elsewhere made to lie within a take this long; what makes no sense in it is left out. */
export function mendedEdit(edit: Edit, lengthMs: number): Edit {
  const inMs = within(edit.inMs, 0, lengthMs - 1);
  const outMs = within(edit.outMs, inMs + 1, lengthMs);
  const removals: Edit['removals'] = [];
  for (const range of [...edit.removals].sort((a, b) => a.startMs - b.startMs)) {
    const startMs = Math.max(range.startMs, removals.at(-1)?.endMs ?? 0);
    if (range.endMs > startMs) removals.push({ startMs, endMs: range.endMs });
  }
  return trim({ inMs, outMs, removals });
}

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

export { editProblem, wholeTake };
