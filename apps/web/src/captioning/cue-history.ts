import { type CueList, sameList } from './cue-list.ts';

interface Step {
  readonly list: CueList;
  /** Who was chosen then: whoever goes back is where it happened. */
  readonly chosen: number;
}

/** Captions with the way back to what they were, and on again. */
export interface CueHistory extends Step {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** Writing in one caption is one step, and so is a key that is held. */
  readonly gesture: string | undefined;
}

/** More steps back than anybody remembers. */
const MOST_STEPS = 300;

export function beginHistory(list: CueList): CueHistory {
  return { list, chosen: list[0]?.id ?? -1, past: [], future: [], gesture: undefined };
}

export function changed(
  history: CueHistory,
  list: CueList,
  { chosen = history.chosen, gesture }: { readonly chosen?: number; readonly gesture?: string } = {},
): CueHistory {
  if (list === history.list) return history;
  if (gesture !== undefined && gesture === history.gesture) return { ...history, list, chosen };
  const before = { list: history.list, chosen: history.chosen };
  return { list, chosen, past: [...history.past, before].slice(-MOST_STEPS), future: [], gesture };
}

export function choose(history: CueHistory, chosen: number): CueHistory {
  return chosen === history.chosen ? history : { ...history, chosen, gesture: undefined };
}

export function undone(history: CueHistory): CueHistory {
  const step = history.past[history.past.length - 1];
  if (step === undefined) return history;
  const now = { list: history.list, chosen: history.chosen };
  return { ...step, past: history.past.slice(0, -1), future: [now, ...history.future], gesture: undefined };
}

export function redone(history: CueHistory): CueHistory {
  const [step, ...future] = history.future;
  if (step === undefined) return history;
  const now = { list: history.list, chosen: history.chosen };
  return { ...step, past: [...history.past, now], future, gesture: undefined };
}

/** Whether there is something that was not saved. */
export const differs = (history: CueHistory, saved: CueList): boolean => !sameList(history.list, saved);
