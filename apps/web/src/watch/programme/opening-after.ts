import type { Item } from '../api.ts';
import { placeIn, sameItems } from './items.ts';

type Timed = Pick<Item, 'kind' | 'statementId' | 'cutId' | 'startMs' | 'lengthMs'>;

export interface Opening {
  readonly startAtMs: number;
  readonly play: boolean;
  /** What to say about a revision that came while somebody watched; `next` is the index of what waits there. */
  readonly changed: null | 'kept' | { readonly next: number };
}

/** Where somebody was when the picture was taken away, and what the page said then. */
export interface Left {
  readonly revisionId: string;
  readonly items: readonly Timed[];
  readonly ms: number;
  readonly playing: boolean;
  readonly changed: Opening['changed'];
}

/** How what stands now opens for somebody whose picture was taken away. */
export function openingAfter(
  left: Left,
  revision: { readonly id: string; readonly items: readonly Timed[] },
): Opening {
  // The same again, after a new epoch or an outage: what was said of it still holds.
  if (left.revisionId === revision.id && sameItems(left.items, revision.items)) {
    return { startAtMs: left.ms, play: left.playing, changed: left.changed };
  }
  const place = placeIn(revision.items, left.items, left.ms);
  return {
    startAtMs: place.ms,
    // Somebody else begins to speak only when the viewer says so.
    play: left.playing && place.kept,
    changed: place.kept || place.index < 0 ? 'kept' : { next: place.index },
  };
}
