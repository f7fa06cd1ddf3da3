import type { TakeRecord } from '../ports/store/takes.ts';

/** What went wrong on the way is not the speaker's attempt. */
const LOST_ON_THE_WAY = new Set(['hash_mismatch', 'size_mismatch', 'empty_file']);

/** How many takes count against the invitation's quota. */
export function countedTakes(takes: readonly Pick<TakeRecord, 'state' | 'reason'>[]): number {
  return takes.filter(
    ({ state, reason }) =>
      state !== 'abandoned' && state !== 'receiving' && !(reason !== null && LOST_ON_THE_WAY.has(reason)),
  ).length;
}
