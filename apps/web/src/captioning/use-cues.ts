import type { Cue } from '@rostrum/domain';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { beginHistory, type CueHistory, changed, choose, differs, redone, undone } from './cue-history.ts';
import {
  adopted,
  type CueList,
  fromEdit,
  insertAt,
  join,
  remove,
  setEnd,
  setStart,
  setText,
  split,
  toEdit,
} from './cue-list.ts';

type Change = (history: CueHistory) => CueHistory;

/** What can be done to the captions; the same functions for as long as they are edited. */
export interface CueActs {
  readonly choose: (id: number) => void;
  /** By so many captions; how many there are ends it. */
  readonly step: (by: number) => void;
  readonly text: (id: number, text: string) => void;
  readonly start: (id: number, ms: number) => void;
  readonly end: (id: number, ms: number) => void;
  readonly split: (id: number, where: { readonly atMs?: number; readonly caret?: number }) => void;
  readonly join: (id: number) => void;
  readonly remove: (id: number) => void;
  readonly insert: (ms: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export interface Cues {
  readonly history: CueHistory;
  readonly acts: CueActs;
  /** Something was done to them that is not saved. */
  readonly unsaved: boolean;
  /** As they are to be saved, now. */
  readonly cues: () => Cue[];
}

interface UseCuesOptions {
  readonly saved: readonly Cue[];
  readonly lengthMs: number;
  /** As they were when the page was left; over what is saved, as a step. */
  readonly kept: readonly Cue[] | undefined;
  /** Called when they rest; undefined where there is nothing to be kept. */
  readonly keep: (cues: Cue[] | undefined) => void;
}

const KEPT_AFTER_MS = 400;

export function useCues({ saved, lengthMs, kept, keep }: UseCuesOptions): Cues {
  const first = useMemo(() => toEdit(saved), [saved]);
  const [history, act] = useReducer(
    (now: CueHistory, change: Change) => change(now),
    null,
    (): CueHistory => {
      const history = beginHistory(first);
      return kept === undefined ? history : changed(history, toEdit(kept));
    },
  );
  const unsaved = differs(history, first);
  // What was saved may have been mended on its way: it is put in place of what was sent, unless that was changed since.
  const sent = useRef<CueList>(null);
  const known = useRef(first);
  useEffect(() => {
    if (known.current === first) return;
    known.current = first;
    const before = sent.current;
    act((now) => (now.list === before ? changed(now, adopted(before, saved)) : now));
  }, [first, saved]);
  const acts = useMemo<CueActs>(() => {
    const edit = (gesture: string | undefined, to: (list: CueList) => CueList, chosen?: number) =>
      act((now) =>
        changed(now, to(now.list), {
          ...(gesture === undefined ? {} : { gesture }),
          ...(chosen === undefined ? {} : { chosen }),
        }),
      );
    return {
      choose: (id) => act((now) => choose(now, id)),
      step: (by) =>
        act((now) => {
          const at = now.list.findIndex(({ id }) => id === now.chosen);
          const next = now.list[Math.max(0, Math.min(now.list.length - 1, at + by))];
          return next === undefined ? now : choose(now, next.id);
        }),
      text: (id, text) => edit(`text ${id}`, (list) => setText(list, id, text), id),
      start: (id, ms) => edit(`start ${id}`, (list) => setStart(list, id, ms), id),
      end: (id, ms) => edit(`end ${id}`, (list) => setEnd(list, id, ms, lengthMs), id),
      split: (id, where) => edit(undefined, (list) => split(list, id, where), id),
      join: (id) => edit(undefined, (list) => join(list, id), id),
      remove: (id) =>
        act((now) => {
          const at = now.list.findIndex((cue) => cue.id === id);
          const near = now.list[at + 1] ?? now.list[at - 1];
          return changed(now, remove(now.list, id), { chosen: near?.id ?? -1 });
        }),
      insert: (ms) =>
        act((now) => {
          const made = insertAt(now.list, ms, lengthMs);
          return made === null ? now : changed(now, made.list, { chosen: made.id });
        }),
      undo: () => act(undone),
      redo: () => act(redone),
    };
  }, [lengthMs]);

  const { list } = history;
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const keepNow = () => latest.current(unsaved ? fromEdit(list) : undefined);
    const waiting = setTimeout(keepNow, KEPT_AFTER_MS);
    window.addEventListener('pagehide', keepNow);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener('pagehide', keepNow);
    };
  }, [list, unsaved]);
  const cues = useCallback(() => {
    sent.current = list;
    return fromEdit(list);
  }, [list]);
  return { history, acts, unsaved, cues };
}
