import { z } from 'zod';
import { Id } from './ids.ts';
import { Language } from './languages.ts';
import {
  ADVANCE_QUESTION_LENGTH,
  EARLIER_RESPONSES,
  EARLIER_TEXT_LENGTH,
  ISSUE_TITLE_LENGTH,
  ISSUES_LIMIT,
  QUESTIONS_PER_ISSUE,
  RECOMMENDATION_LENGTH,
  RECOMMENDATIONS_PER_ISSUE,
  SMART_HINTS,
  THEME_NAME_LENGTH,
  THEMES_LIMIT,
  UPR_CYCLES,
  WHAT_CHANGED_LENGTH,
} from './recommendation-limits.ts';

export const ThemeCode = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60);

/** A text in the statement's language, with an English one where its speaker gives it. */
const texts = (most: number) => ({
  text: z.string().trim().min(1).max(most),
  english: z
    .string()
    .trim()
    .max(most)
    .nullable()
    .overwrite((text) => text || null)
    .default(null),
});

export const EarlierRecommendation = z.object({
  cycle: z.literal([...UPR_CYCLES]).nullable(),
  /** The recommending State, by its ISO 3166-1 alpha-3 code; null where it is not known. */
  stateCode: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  response: z.enum(EARLIER_RESPONSES).nullable(),
  ...texts(EARLIER_TEXT_LENGTH),
});
export type EarlierRecommendation = z.infer<typeof EarlierRecommendation>;

export const Recommendation = z.object({
  ...texts(RECOMMENDATION_LENGTH),
  smart: z
    .array(z.enum(SMART_HINTS))
    .max(SMART_HINTS.length)
    .overwrite((ticked) => SMART_HINTS.filter((hint) => ticked.includes(hint)))
    .default([]),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** Where in a take its speaker sets an issue, in that take's own time: another take has other times. */
export const IssueMoment = z.object({ takeId: Id, ms: z.int().nonnegative() });
export type IssueMoment = z.infer<typeof IssueMoment>;

/** What a card says; apart from where it stands and what it is about. */
export const IssueContent = z.object({
  earlier: EarlierRecommendation.nullable(),
  changed: z.object(texts(WHAT_CHANGED_LENGTH)).nullable(),
  recommendations: z.array(Recommendation).max(RECOMMENDATIONS_PER_ISSUE),
  questions: z.array(z.object(texts(ADVANCE_QUESTION_LENGTH))).max(QUESTIONS_PER_ISSUE),
});
export type IssueContent = z.infer<typeof IssueContent>;

/** One issue as its speaker sets it out. */
export const IssueCard = IssueContent.extend({
  /** Made by the page; of one statement alone. */
  id: Id,
  theme: ThemeCode.nullable(),
  title: z.string().trim().min(1).max(ISSUE_TITLE_LENGTH).nullable(),
  moment: IssueMoment.nullable(),
}).refine(({ theme, title }) => theme !== null || title !== null, {
  path: ['theme'],
  message: 'a theme or a title',
});
export type IssueCard = z.infer<typeof IssueCard>;

/** All of a statement, in the order in which they are shown. */
export const IssueSheet = z.object({
  /** Of the texts: asked, never guessed. */
  language: Language,
  cards: z
    .array(IssueCard)
    .max(ISSUES_LIMIT)
    .refine((cards) => new Set(cards.map(({ id }) => id)).size === cards.length, 'ids that differ'),
});
export type IssueSheet = z.infer<typeof IssueSheet>;

const name = z.string().trim().min(1).max(THEME_NAME_LENGTH);
export const Theme = z.object({
  code: ThemeCode,
  names: z.object({ en: name, fr: name, es: name, ar: name }),
  /** One that is offered no more keeps its name on the cards that have it. */
  offered: z.boolean(),
});
export type Theme = z.infer<typeof Theme>;

export const ThemeList = z
  .array(Theme)
  .min(1)
  .max(THEMES_LIMIT)
  .refine((themes) => new Set(themes.map(({ code }) => code)).size === themes.length, 'codes that differ');
