import type { Edit } from '@rostrum/domain';
import { useCallback, useEffect, useReducer } from 'react';
import { keepDraft, keptDraft } from './draft.ts';
import {
  beginHistory,
  changed,
  type EditHistory,
  redone,
  type StepKind,
  settled,
  undone,
} from './edit-history.ts';
import { mendedEdit, sameEdit, wholeTake } from './edit-model.ts';
import { newestCut, type Take } from './types.ts';

type Action =
  | { readonly do: 'begin'; readonly take: Take }
  | {
      readonly do: 'change';
      readonly kind: StepKind;
      readonly to: (edit: Edit) => Edit;
      readonly gesture: string | undefined;
    }
  | { readonly do: 'undo' | 'redo' | 'settle' };

interface State {
  /** The length that the edit is of; null while it is not measured. */
  readonly lengthMs: number | null;
  readonly history: EditHistory;
}

/** The newest cut, or the whole; over it, as a step, what was being edited in this tab before a reload. */
function begin(take: Take): State {
  const lengthMs = take.measuredMs;
  if (lengthMs === null || lengthMs <= 0) return { lengthMs: null, history: beginHistory(wholeTake(1)) };
  const newest = newestCut(take)?.edit;
  const history = beginHistory(newest ? mendedEdit(newest, lengthMs) : wholeTake(lengthMs));
  const kept = keptDraft(take.id);
  return {
    lengthMs,
    history: kept ? settled(changed(history, 'draft', mendedEdit(kept, lengthMs))) : history,
  };
}

function next(history: EditHistory, action: Exclude<Action, { do: 'begin' }>): EditHistory {
  switch (action.do) {
    case 'change':
      return changed(history, action.kind, action.to(history.now), action.gesture);
    case 'undo':
      return undone(history);
    case 'redo':
      return redone(history);
    case 'settle':
      return settled(history);
  }
}

const reduce = (state: State, action: Action): State =>
  action.do === 'begin' ? begin(action.take) : { ...state, history: next(state.history, action) };

export interface Editing {
  readonly edit: Edit;
  readonly lengthMs: number;
  /** It comes from before the page was loaded, was not made, and nothing was done to it since. */
  readonly fromDraft: boolean;
  /** What would be taken back or made again. */
  readonly undoes: StepKind | undefined;
  readonly redoes: StepKind | undefined;
  /** Changes of one `gesture` are one step, until it is settled. */
  readonly change: (kind: StepKind, to: (edit: Edit) => Edit, gesture?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly settle: () => void;
}

/** The edit of a take, with the way back; undefined as long as the take's length is not known. */
export function useEditing(take: Take): Editing | undefined {
  const [state, act] = useReducer(reduce, take, begin);
  const { lengthMs, history } = state;
  const current = take.measuredMs === lengthMs;
  useEffect(() => {
    if (!current) act({ do: 'begin', take });
  }, [current, take]);

  // What is made, or was never changed, need not be kept.
  const { now } = history;
  const keeps =
    lengthMs !== null &&
    !sameEdit(now, wholeTake(lengthMs), lengthMs) &&
    !take.cuts.some((cut) => cut.state !== 'failed' && sameEdit(cut.edit, now, lengthMs));
  useEffect(() => {
    if (lengthMs !== null) keepDraft(take.id, keeps ? now : undefined);
  }, [take.id, keeps, now, lengthMs]);

  const change = useCallback(
    (kind: StepKind, to: (edit: Edit) => Edit, gesture?: string) => act({ do: 'change', kind, to, gesture }),
    [],
  );
  const undo = useCallback(() => act({ do: 'undo' }), []);
  const redo = useCallback(() => act({ do: 'redo' }), []);
  const settle = useCallback(() => act({ do: 'settle' }), []);
  if (!current || lengthMs === null) return undefined;
  const undoes = history.past.at(-1)?.kind;
  return {
    edit: now,
    lengthMs,
    fromDraft: undoes === 'draft' && keeps,
    undoes,
    redoes: history.future[0]?.kind,
    change,
    undo,
    redo,
    settle,
  };
}
