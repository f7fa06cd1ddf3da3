import { type Cue, LINE_LIMIT, plainCueText, READING_LIMIT_PER_S } from './captions.ts';

export interface CaptionLimits {
  /** Signs in a line, as `columnsOf` counts them. */
  readonly lineColumns: number;
  /** Signs in a second. */
  readonly readingPerS: number;
}

export const LINES_LIMIT = 2;

/**
 * Broadcasters' guides, by script: a sign of Chinese is a word's half, and twice as wide as a letter.
 * Everything else is written with letters.
 */
const OF_SCRIPT: Readonly<Record<string, CaptionLimits>> = {
  Hans: { lineColumns: 18, readingPerS: 11 },
  Hant: { lineColumns: 18, readingPerS: 11 },
  Jpan: { lineColumns: 18, readingPerS: 11 },
  Kore: { lineColumns: 20, readingPerS: 16 },
};
const OF_LETTERS: CaptionLimits = { lineColumns: LINE_LIMIT, readingPerS: READING_LIMIT_PER_S };

/** @param language BCP 47; undefined: written with letters */
export function captionLimits(language: string | undefined): CaptionLimits {
  if (language === undefined) return OF_LETTERS;
  return OF_SCRIPT[new Intl.Locale(language).maximize().script ?? ''] ?? OF_LETTERS;
}

/** Signs that take a place: marks above or below a letter, and marks of direction, take none. */
export function columnsOf(line: string): number {
  return [...line.replace(/[\p{M}\p{Cf}]/gu, '')].length;
}

/** What is hard to read in a caption, and not refused. */
export const CUE_WARNINGS = ['too_fast', 'line_too_long', 'too_many_lines', 'overlaps', 'too_short'] as const;
export type CueWarning = (typeof CUE_WARNINGS)[number];

/** Nobody reads anything in less. */
export const LEAST_SHOWN_MS = 700;

/** @param next the caption that follows it, where there is one */
export function cueWarnings(cue: Cue, next: Cue | undefined, limits: CaptionLimits): CueWarning[] {
  const lines = plainCueText(cue.text).split('\n').map(columnsOf);
  const signs = lines.reduce((sum, line) => sum + line, 0);
  const lengthMs = cue.endMs - cue.startMs;
  const found: CueWarning[] = [];
  if (signs * 1000 > limits.readingPerS * lengthMs) found.push('too_fast');
  if (lines.some((line) => line > limits.lineColumns)) found.push('line_too_long');
  if (lines.length > LINES_LIMIT) found.push('too_many_lines');
  if (next !== undefined && next.startMs < cue.endMs) found.push('overlaps');
  if (lengthMs < LEAST_SHOWN_MS) found.push('too_short');
  return found;
}
