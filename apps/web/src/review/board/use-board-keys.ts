import { useEffect, useRef } from 'react';
import { useKeys } from '../use-keys.ts';
import { buttonAtCursor, isAmongRows, moveCursor, statementAtCursor } from './row-cursor.ts';
import type { Selection } from './selection.ts';
import { type BoardRow, isMissing } from './stages.ts';

interface BoardKeys {
  readonly shown: readonly BoardRow[];
  readonly selection: Selection;
  readonly onSearch: () => void;
  readonly onGiveToMe: (statementIds: readonly string[]) => void;
  readonly onAssign: (statementIds: readonly string[], at: HTMLElement) => void;
  readonly onRemind: () => void;
  readonly onUndo: () => void;
}

/** Every action of the board by a key. What is chosen is meant, else the row of the cursor. */
export function useBoardKeys(given: BoardKeys): void {
  const { shown, selection, onSearch, onGiveToMe, onAssign, onRemind, onUndo } = given;
  const ids = shown.map(({ statementId }) => statementId);
  const meant = (): readonly string[] => {
    const chosen = ids.filter((id) => selection.has(id));
    const here = statementAtCursor();
    return chosen.length > 0 ? chosen : here === undefined ? [] : [here];
  };
  useKeys({
    '/': onSearch,
    j: () => moveCursor(ids, 1),
    k: () => moveCursor(ids, -1),
    x: () => {
      const here = statementAtCursor();
      if (here !== undefined) selection.toggle(here);
    },
    '*': () => selection.choose(shown.filter(isMissing).map(({ statementId }) => statementId)),
    m: () => onGiveToMe(meant()),
    a: () => {
      const at = buttonAtCursor();
      if (at && meant().length > 0) onAssign(meant(), at);
    },
    r: onRemind,
    u: onUndo,
    Escape: () => selection.choose([]),
  });

  const latest = useRef(ids);
  latest.current = ids;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      if (!isAmongRows(event.target)) return;
      event.preventDefault();
      moveCursor(latest.current, event.key === 'ArrowDown' ? 1 : -1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
