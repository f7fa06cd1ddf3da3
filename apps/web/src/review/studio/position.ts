import { useState, useSyncExternalStore } from 'react';

/** Where the picture on show stands, ms. Told at every frame: only what shows it is rendered again for that. */
export interface Position {
  readonly get: () => number;
  readonly set: (ms: number) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createPosition(): Position {
  let ms = 0;
  const listeners = new Set<() => void>();
  return {
    get: () => ms,
    set: (next) => {
      if (next === ms || !Number.isFinite(next)) return;
      ms = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useNewPosition = (): Position => useState(createPosition)[0];
export const usePositionMs = (position: Position): number =>
  useSyncExternalStore(position.subscribe, position.get);
