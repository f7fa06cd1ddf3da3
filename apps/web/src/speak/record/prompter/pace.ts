export const FIRST_WPM = 110;
export const SLOWEST_WPM = 60;
export const FASTEST_WPM = 180;
export const WPM_STEP = 5;

export const withinPace = (wpm: number): number =>
  Math.min(FASTEST_WPM, Math.max(SLOWEST_WPM, Math.round(wpm / WPM_STEP) * WPM_STEP));

/** A paragraph as it stands on the prompter; it reaches to where the next one begins. */
export interface Paragraph {
  readonly topPx: number;
  readonly heightPx: number;
  readonly words: number;
}

/** Where the word stands that is read next, in pixels from the first line. */
export function placeOf(words: number, paragraphs: readonly Paragraph[]): number {
  let before = 0;
  for (const { topPx, heightPx, words: own } of paragraphs) {
    if (own > 0 && words < before + own) return topPx + ((words - before) / own) * heightPx;
    before += own;
  }
  const last = paragraphs[paragraphs.length - 1];
  return last ? last.topPx + last.heightPx : 0;
}

/** How many words lie before a place: the way back, after somebody has scrolled by hand. */
export function wordsBefore(placePx: number, paragraphs: readonly Paragraph[]): number {
  let before = 0;
  for (const { topPx, heightPx, words } of paragraphs) {
    if (placePx < topPx + heightPx) {
      return before + (heightPx > 0 ? Math.max(0, (placePx - topPx) / heightPx) * words : 0);
    }
    before += words;
  }
  return before;
}
