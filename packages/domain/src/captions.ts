import { z } from 'zod';
import { Range } from './edit.ts';

/** One caption: in integer milliseconds of its own timeline, start inside, end outside. */
export const Cue = Range.extend({
  /**
   * WebVTT cue text in its smallest form: lines, `<b> <i> <u>` in pairs, `&amp; &lt; &gt;`. Nothing else of it is
   * markup, so that it may stand in a WebVTT file as it is.
   */
  text: z.string().min(1),
});
export type Cue = z.infer<typeof Cue>;

/** A file of a seven-minute statement has some 15 KB and 150 cues. */
export const CAPTIONS_LIMIT_BYTES = 2 * 1024 * 1024;
export const CUES_LIMIT = 20_000;
export const CUE_TEXT_LIMIT = 1_000;
export const CAPTION_LANGUAGES_PER_TAKE = 12;
/** So many versions of a take's captions each may send: every one is kept. */
export const CAPTION_VERSIONS_PER_TAKE = { speaker: 60, staff: 400 } as const;

/** Comfortable reading, as broadcasters' guides have it; more is said, and not refused. */
export const READING_LIMIT_PER_S = 25;
export const LINE_LIMIT = 42;

/**
 * How a version came to be: as a file that somebody sent, by spreading a written text over the speech, by a machine
 * that listened, or by hand from any of these.
 */
export const CAPTION_ORIGINS = ['uploaded', 'spread', 'transcribed', 'corrected'] as const;
export type CaptionOrigin = (typeof CAPTION_ORIGINS)[number];

/** What was noticed in a file of captions and not refused; `figures.count` says how often. */
export const CAPTION_FINDINGS = [
  /** Neither a caption nor a comment: passed over. */
  'blocks_passed_over',
  /** Without length, backwards, or no time of a clock: left out. */
  'times_impossible',
  /** Nothing to read in it: left out. */
  'cues_empty',
  /** Longer than anybody reads: left out. */
  'cues_too_long',
  /** Colours, positions, fonts, code, invisible characters: taken out of the text. */
  'styling_removed',
  'overlaps_mended',
  /** Behind the end of the take: left out. */
  'beyond_the_end',
  /** Reached over the end of the take: shortened. */
  'shortened_at_the_end',
  'reading_too_fast',
  'lines_too_long',
  /** Sentences of a written text that nobody says: left out. */
  'not_heard',
] as const;
export type CaptionFindingCode = (typeof CAPTION_FINDINGS)[number];
export const CaptionFinding = z.object({
  code: z.enum(CAPTION_FINDINGS),
  figures: z.object({ count: z.int().positive() }),
});
export type CaptionFinding = z.infer<typeof CaptionFinding>;

export interface Captions {
  /** In order; no two at the same time. */
  cues: Cue[];
  findings: CaptionFinding[];
}

/** What a viewer reads: without markup, entities as the characters that they stand for. */
export function plainCueText(text: string): string {
  const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
  return text.replace(/<\/?[biu]>/g, '').replace(/&(?:amp|lt|gt);/g, (sign) => signs[sign] ?? sign);
}

/** `00:01:02.345`, as WebVTT writes it (hours always). */
export function cueTime(ms: number): string {
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((value) => part(value));
  return `${clock.join(':')}.${part(ms % 1000, 3)}`;
}

/** Counts what was noticed while captions are read, in the order of the list. */
export class CaptionNotes {
  readonly #counts = new Map<CaptionFindingCode, number>();

  add(code: CaptionFindingCode, count = 1): void {
    if (count > 0) this.#counts.set(code, (this.#counts.get(code) ?? 0) + count);
  }

  count(code: CaptionFindingCode): number {
    return this.#counts.get(code) ?? 0;
  }

  findings(): CaptionFinding[] {
    return CAPTION_FINDINGS.flatMap((code) => {
      const count = this.#counts.get(code);
      return count === undefined ? [] : [{ code, figures: { count } }];
    });
  }
}
