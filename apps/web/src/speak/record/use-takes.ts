import { useCallback, useEffect, useState } from 'react';
import { isRecordedElsewhere } from './only-window.ts';
import { openTakeStore } from './store/open-store.ts';
import { isWorthKeeping, type KeptTake, type TakeStore } from './store/take-store.ts';

export interface KeptTakes {
  readonly store: TakeStore;
  readonly takes: readonly KeptTake[];
}

/**
 * What is kept here of a statement; null until that is known. `mine` when this window is the one that records: then
 * what has no ending is torn, and what is torn too early is cleared away. Nothing is looked at while that is not known.
 */
export function useTakes(statementId: string, mine: boolean | null): [KeptTakes | null, () => Promise<void>] {
  const [kept, setKept] = useState<KeptTakes | null>(null);
  const refresh = useCallback(async () => {
    if (mine === null) return;
    const store = await openTakeStore();
    const all = await store.list(statementId).catch(() => []);
    const elsewhere = !mine && (await isRecordedElsewhere(statementId).catch(() => false));
    const ended = elsewhere ? all.filter(({ ending }) => ending !== null) : all;
    const takes = ended.filter(isWorthKeeping);
    if (mine) {
      const rest = ended.filter((take) => !isWorthKeeping(take));
      await Promise.all(rest.map(({ id }) => store.erase(id))).catch(() => undefined);
    }
    setKept({ store, takes });
  }, [statementId, mine]);
  useEffect(() => {
    void refresh();
  }, [refresh]);
  return [kept, refresh];
}
