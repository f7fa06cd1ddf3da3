import { useSyncExternalStore } from 'react';
import { KEY, readViewing, type Viewing } from './kept-viewing.ts';

export * from './kept-viewing.ts';

let standing: Viewing | null = null;
const listeners = new Set<() => void>();

export const viewing = (): Viewing => {
  standing ??= readViewing();
  return standing;
};

export function changeViewing(change: Partial<Viewing>): void {
  standing = { ...viewing(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(standing));
  } catch {
    // A browser may forbid storage: it holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  // Another tab.
  const onStorage = ({ key }: StorageEvent) => {
    if (key !== KEY && key !== null) return;
    standing = readViewing();
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

export const useViewing = (): Viewing => useSyncExternalStore(subscribe, viewing);
