import { z } from 'zod';

/** The languages in which a card's own words are written. Names stand as they were given. */
export const CARD_LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type CardLanguage = (typeof CARD_LANGUAGES)[number];

/** What a card says in one line of our own: why there is no picture, or why there is nothing at all. */
export const CARD_NOTES = ['sound_only', 'no_statement'] as const;

/**
 * A picture that stands for somebody who is not seen: before a statement, for one that is not there, and
 * throughout one that is sound alone. `speaker` is null unless that person chose to appear by name.
 */
export const Card = z.object({
  language: z.enum(CARD_LANGUAGES),
  session: z.int().positive(),
  state: z.string(),
  /** Null on the card that opens a State's programme: its State is what stands largest then. */
  organisation: z.string().nullable(),
  speaker: z.string().nullable(),
  note: z.enum(CARD_NOTES).nullable(),
  /** The day, on the card that opens a programme. */
  date: z.iso.date().optional(),
});
export type Card = z.infer<typeof Card>;

export function cardLanguage(language: string): CardLanguage {
  return CARD_LANGUAGES.find((known) => language === known || language.startsWith(`${known}-`)) ?? 'en';
}
