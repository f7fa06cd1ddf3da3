import type { Edit, Range } from './edit.ts';

export type EditProblem =
  | 'in_after_out'
  | 'outside_take'
  | 'removal_outside'
  | 'removals_overlap'
  | 'nothing_left'
  | 'take_length_unknown';

/** The shortest stretch between two removals that a viewer can still take in; anything shorter is a slip. */
export const SHORTEST_KEPT_MS = 40;

/** So many cuts of one take each may ask for: every one is encoded and kept. */
export const CUTS_PER_TAKE = { speaker: 20, staff: 200 } as const;

export function wholeTake(measuredMs: number): Edit {
  return { inMs: 0, outMs: measuredMs, removals: [] };
}

export function isWholeTake(edit: Edit, measuredMs: number): boolean {
  return edit.inMs === 0 && edit.outMs >= measuredMs && edit.removals.length === 0;
}

/** Returns what is wrong with an edit of a take this long, or null. */
export function editProblem(edit: Edit, measuredMs: number | null): EditProblem | null {
  if (measuredMs == null || !Number.isSafeInteger(measuredMs) || measuredMs <= 0)
    return 'take_length_unknown';
  const numbers = [edit.inMs, edit.outMs, ...edit.removals.flatMap((r) => [r.startMs, r.endMs])];
  if (!numbers.every((n) => Number.isSafeInteger(n) && n >= 0)) return 'outside_take';
  if (edit.inMs >= edit.outMs) return 'in_after_out';
  if (edit.outMs > measuredMs) return 'outside_take';
  const removals = [...edit.removals].sort((a, b) => a.startMs - b.startMs);
  let last = edit.inMs;
  for (const removal of removals) {
    if (removal.startMs >= removal.endMs) return 'removal_outside';
    if (removal.startMs < edit.inMs || removal.endMs > edit.outMs) return 'removal_outside';
    if (removal.startMs < last) return 'removals_overlap';
    last = removal.endMs;
  }
  const kept = keptRanges(edit);
  if (kept.length === 0 || kept.some((r) => r.endMs - r.startMs < SHORTEST_KEPT_MS)) return 'nothing_left';
  return null;
}

/** The stretches that stay, in order. A removal that touches the in- or out-point leaves no empty stretch. */
export function keptRanges(edit: Edit): Range[] {
  const kept: Range[] = [];
  let start = edit.inMs;
  for (const removal of [...edit.removals].sort((a, b) => a.startMs - b.startMs)) {
    if (removal.startMs > start) kept.push({ startMs: start, endMs: removal.startMs });
    start = Math.max(start, removal.endMs);
  }
  if (edit.outMs > start) kept.push({ startMs: start, endMs: edit.outMs });
  return kept;
}

export function editLengthMs(edit: Edit): number {
  return keptRanges(edit).reduce((sum, r) => sum + (r.endMs - r.startMs), 0);
}
