/**
 * "Speak at a moderate pace; no more than 120 words per minute": United Nations Office at Geneva, requirements for
 * interpretation at meetings (ungeneva.org/en/meetings-events/rsi). AIIC recommends about 100.
 */
export const FOLLOWED_WPM = 120;

export const spokenMs = (words: number, wpm: number = FOLLOWED_WPM): number =>
  Math.round((words / wpm) * 60_000);

export interface TextFit {
  readonly lengthMs: number;
  /** Words to take out so that it fits at this speed; 0 when it does. */
  readonly tooManyWords: number;
}

/** The one rule of how long a text is when it is read, for the prompter and for the written statement alike. */
export function fitText(words: number, wpm: number, limitMs: number): TextFit {
  const room = Math.floor((limitMs / 60_000) * wpm);
  return { lengthMs: spokenMs(words, wpm), tooManyWords: Math.max(0, words - room) };
}
