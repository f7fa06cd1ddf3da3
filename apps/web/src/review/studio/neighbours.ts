import type { ReviewGroup } from '../board/stages.ts';
import { filterBoard, type Wanted } from '../board/wanted.ts';

export interface Neighbours {
  /** Of what the board shows, in its order. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Of what waits for a review, all around. */
  readonly waitingBefore: string | undefined;
  readonly waitingAfter: string | undefined;
}

/**
 * Where one goes from a statement. What is decided on may leave the filter: its place among all still says what comes
 * before it and what after.
 */
export function neighboursOf(
  reviews: readonly ReviewGroup[],
  { id, wanted, me }: { id: string; wanted: Wanted; me: string },
): Neighbours {
  const rows = reviews.flatMap((group) => group.rows);
  const at = rows.findIndex((row) => row.statementId === id);
  const shown = new Set(filterBoard(reviews, wanted, me).found.flatMap((one) => one.shown));
  const earlier = rows.slice(0, Math.max(0, at));
  const later = at < 0 ? [] : rows.slice(at + 1);
  const around = [...later, ...earlier].filter(({ stage }) => stage === 'to_review');
  return {
    before: earlier.filter((row) => shown.has(row)).at(-1)?.statementId,
    after: later.find((row) => shown.has(row))?.statementId,
    waitingBefore: around.at(-1)?.statementId,
    waitingAfter: around[0]?.statementId,
  };
}
