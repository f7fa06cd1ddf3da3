import type { Item } from '../api.ts';

/**
 * A seek exactly onto a join shows the frame before it. Half a frame after, at 30 pictures a second, lies within the
 * first frame of every rate that is published (24 to 30).
 */
export const HALF_FRAME_MS = 17;
/** Going back from within this much of a beginning means the statement before. */
const AT_BEGINNING_MS = 3000;

type Shown = Pick<Item, 'kind' | 'statementId' | 'cutId' | 'startMs' | 'lengthMs'>;

/** `findLastIndex` is younger than the browsers served here. */
function lastIndex(items: readonly Shown[], fits: (item: Shown, index: number) => boolean): number {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item && fits(item, index)) return index;
  }
  return -1;
}

const plays = ({ kind, lengthMs }: Shown) => kind === 'statement' && lengthMs > 0;
/** A card in a statement's place takes a moment, in a programme with cards. */
const takesTime = ({ lengthMs }: Shown) => lengthMs > 0;

/** The index of what is on show at a position, with the card before it; -1 before the first of them. */
export function indexAt(items: readonly Shown[], ms: number): number {
  // A picture's time may be rounded down to the millisecond before its join.
  return lastIndex(items, (item) => takesTime(item) && item.startMs <= ms + 1);
}

export const beginningOf = (item: Shown): number => item.startMs + HALF_FRAME_MS;

/** A moment of what is shown of a statement, in the programme's time: behind the statement's card. */
export const momentIn = ({ startMs, cardMs }: Pick<Item, 'startMs' | 'cardMs'>, atMs: number): number =>
  startMs + cardMs + atMs + HALF_FRAME_MS;

export function nextIndex(items: readonly Shown[], ms: number): number {
  const now = indexAt(items, ms);
  return items.findIndex((item, index) => index > now && plays(item));
}

/** The beginning of what plays; from its first seconds, the statement before. */
export function previousIndex(items: readonly Shown[], ms: number): number {
  const now = indexAt(items, ms);
  const item = items[now];
  if (!item || ms - item.startMs > AT_BEGINNING_MS) return now;
  const before = lastIndex(items, (other, index) => index < now && plays(other));
  return before < 0 ? now : before;
}

const same = (a: Shown, b: Shown | undefined) =>
  a.kind === b?.kind && a.statementId === b.statementId && a.cutId === b.cutId;

export const sameItems = (a: readonly Shown[], b: readonly Shown[]): boolean =>
  a.length === b.length && a.every((item, index) => same(item, b[index]));

export interface NewPlace {
  readonly ms: number;
  /** What was on show is shown still, at the same picture. */
  readonly kept: boolean;
  /** What is at that place now; -1 where nothing plays any more. */
  readonly index: number;
}

/** Where to go on in a new revision: the same picture, else the nearest statement, rather the one that comes after. */
export function placeIn(items: readonly Shown[], before: readonly Shown[], ms: number): NewPlace {
  const was = indexAt(before, ms);
  const showing = before[was];
  if (!showing) {
    const first = items.findIndex(plays);
    return { ms: 0, kept: true, index: first };
  }
  const still = items.findIndex((item) => takesTime(item) && same(showing, item));
  const kept = items[still];
  if (kept) return { ms: kept.startMs + Math.max(0, ms - showing.startMs), kept: true, index: still };
  const find = (statementId: string) =>
    items.findIndex((item) => plays(item) && item.statementId === statementId);
  const after = before.slice(was).map((item) => find(item.statementId));
  const earlier = before
    .slice(0, was)
    .reverse()
    .map((item) => find(item.statementId));
  const index = [...after, ...earlier, items.findIndex(plays)].find((found) => found >= 0) ?? -1;
  const item = items[index];
  return { ms: item ? beginningOf(item) : 0, kept: false, index };
}
