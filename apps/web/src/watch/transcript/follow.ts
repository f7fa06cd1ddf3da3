/** Whether the text moves by itself, or the reader looks elsewhere in it. */
export interface Seen {
  /** The reader moved the text, and not the page by itself. */
  readonly byReader: boolean;
  /** Something of the present sentence can be seen. */
  readonly present: boolean;
}

/** Whoever scrolls away is left in peace until they come back to the present sentence by themselves. */
export const followsAfter = (follows: boolean, { byReader, present }: Seen): boolean =>
  byReader ? present : follows;

export interface Span {
  readonly top: number;
  readonly bottom: number;
}

export const overlaps = (a: Span, b: Span): boolean => a.top < b.bottom && b.top < a.bottom;

/** Room that is kept above and below the present sentence, so that what comes next is seen. */
const ABOVE = 0.1;
const BELOW = 0.3;
/** Where it is put, once it has left that. */
const PUT_AT = 0.2;

/** How far to move the text for the present sentence: seldom, and then by much, as a page is turned. */
export function moveFor(sentence: Span, view: Span): number {
  const height = view.bottom - view.top;
  const calm = { top: view.top + ABOVE * height, bottom: view.bottom - BELOW * height };
  const inside = sentence.top >= calm.top && sentence.bottom <= calm.bottom;
  // One that is as long as the view begins at its top.
  const tall = sentence.bottom - sentence.top > calm.bottom - calm.top;
  if (inside || (tall && sentence.top >= view.top && sentence.top <= calm.top)) return 0;
  return Math.round(sentence.top - (view.top + (tall ? 0 : PUT_AT * height)));
}
