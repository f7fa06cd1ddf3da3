import { openIndexedStore } from './indexed-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { TakeStore } from './take-store.ts';

let opening: Promise<TakeStore> | undefined;

/** The one store of this page. */
export function openTakeStore(): Promise<TakeStore> {
  opening ??= openIndexedStore().catch(() => createMemoryStore());
  return opening;
}
