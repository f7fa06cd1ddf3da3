import type { Edit } from '@rostrum/domain';

/** What a step of an edit did: said when it is taken back. */
export type StepKind = 'in' | 'out' | 'removal' | 'putBack' | 'fit' | 'whole' | 'draft';

interface Step {
  readonly kind: StepKind;
  /** As it was before the step, or as it will be again after it. */
  readonly edit: Edit;
}

/** An edit with the way back to what it was, and on again. */
export interface EditHistory {
  readonly now: Edit;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** Changes of one gesture (a handle that is dragged, an arrow key held) are one step. */
  readonly gesture: string | undefined;
}

/** More steps back than anybody remembers. */
const MOST_STEPS = 200;

export const beginHistory = (edit: Edit): EditHistory => ({
  now: edit,
  past: [],
  future: [],
  gesture: undefined,
});

const same = (one: Edit, other: Edit) =>
  one.inMs === other.inMs &&
  one.outMs === other.outMs &&
  one.removals.length === other.removals.length &&
  one.removals.every(
    ({ startMs, endMs }, at) =>
      startMs === other.removals[at]?.startMs && endMs === other.removals[at]?.endMs,
  );

/** A change is a step of its own unless it goes on with the gesture before it; what changes nothing is none. */
export function changed(history: EditHistory, kind: StepKind, next: Edit, gesture?: string): EditHistory {
  if (same(history.now, next)) return history;
  if (gesture !== undefined && gesture === history.gesture) return { ...history, now: next };
  return {
    now: next,
    past: [...history.past, { kind, edit: history.now }].slice(-MOST_STEPS),
    future: [],
    gesture,
  };
}

/** What comes next is a step of its own, although it be done by the same handle. */
export const settled = (history: EditHistory): EditHistory =>
  history.gesture === undefined ? history : { ...history, gesture: undefined };

export function undone(history: EditHistory): EditHistory {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    now: step.edit,
    past: history.past.slice(0, -1),
    future: [{ kind: step.kind, edit: history.now }, ...history.future],
    gesture: undefined,
  };
}

export function redone(history: EditHistory): EditHistory {
  const [step, ...future] = history.future;
  if (!step) return history;
  return {
    now: step.edit,
    past: [...history.past, { kind: step.kind, edit: history.now }],
    future,
    gesture: undefined,
  };
}
