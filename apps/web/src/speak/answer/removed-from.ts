import type { Cut } from '../api.ts';

export interface Removed {
  readonly startMs: number;
  readonly endMs: number;
}

/** The stretches of a take that an edit leaves out, in order. */
export function removedFrom({ inMs, outMs, removals }: Cut['edit'], measuredMs: number | null): Removed[] {
  const all = [...removals].map(({ startMs, endMs }) => ({ startMs, endMs }));
  if (inMs > 0) all.push({ startMs: 0, endMs: inMs });
  if (measuredMs !== null && outMs < measuredMs) all.push({ startMs: outMs, endMs: measuredMs });
  return all.sort((a, b) => a.startMs - b.startMs);
}
