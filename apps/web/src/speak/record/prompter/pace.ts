/**
 * "Speak at a moderate pace; no more than 120 words per minute": United Nations Office at Geneva, requirements for
 * interpretation at meetings (ungeneva.org/en/meetings-events/rsi). AIIC recommends about 100.
 */
export const FOLLOWED_WPM = 120;
export const FIRST_WPM = 110;
export const SLOWEST_WPM = 60;
export const FASTEST_WPM = 180;
export const WPM_STEP = 5;

export const withinPace = (wpm: number): number =>
  Math.min(FASTEST_WPM, Math.max(SLOWEST_WPM, Math.round(wpm / WPM_STEP) * WPM_STEP));

export const lengthOf = (words: number, wpm: number): number => Math.round((words / wpm) * 60_000);

export interface TextFit {
  readonly lengthMs: number;
  /** Words to take out so that it fits at this speed; 0 when it does. */
  readonly tooManyWords: number;
}

export function fitText(words: number, wpm: number, limitMs: number): TextFit {
  const room = Math.floor((limitMs / 60_000) * wpm);
  return { lengthMs: lengthOf(words, wpm), tooManyWords: Math.max(0, words - room) };
}

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
