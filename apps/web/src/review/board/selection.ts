import { useSyncExternalStore } from 'react';

/** Which rows are chosen. Each row listens for itself: choosing one of hundreds draws one. */
export interface Selection {
  has(id: string): boolean;
  /** The same array until something changes. */
  all(): readonly string[];
  toggle(id: string): void;
  /** In place of what was chosen. */
  choose(ids: readonly string[]): void;
  subscribe(listener: () => void): () => void;
}

export function createSelection(): Selection {
  let ids = new Set<string>();
  let list: readonly string[] = [];
  const listeners = new Set<() => void>();
  const become = (next: Set<string>) => {
    ids = next;
    list = [...next];
    for (const listener of listeners) listener();
  };
  return {
    has: (id) => ids.has(id),
    all: () => list,
    toggle(id) {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      become(next);
    },
    choose: (chosen) => become(new Set(chosen)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useIsChosen = (selection: Selection, id: string): boolean =>
  useSyncExternalStore(selection.subscribe, () => selection.has(id));

export const useChosen = (selection: Selection): readonly string[] =>
  useSyncExternalStore(selection.subscribe, selection.all);
