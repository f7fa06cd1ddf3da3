/** What a speaker brings to a review, issue by issue. Limits that pages and server share. */
export const ISSUES_LIMIT = 12;
export const RECOMMENDATIONS_PER_ISSUE = 5;
export const QUESTIONS_PER_ISSUE = 5;
export const ISSUE_TITLE_LENGTH = 160;
export const EARLIER_TEXT_LENGTH = 2_000;
export const WHAT_CHANGED_LENGTH = 3_000;
export const RECOMMENDATION_LENGTH = 1_500;
export const ADVANCE_QUESTION_LENGTH = 1_000;

/** The first began in 2008; every State was reviewed once in each. */
export const UPR_CYCLES = [1, 2, 3, 4] as const;
export type UprCycle = (typeof UPR_CYCLES)[number];

/** What a State answers to a recommendation. Nothing is "rejected" (HRC resolution 5/1, annex, paragraph 32). */
export const EARLIER_RESPONSES = ['accepted', 'noted'] as const;
export type EarlierResponse = (typeof EARLIER_RESPONSES)[number];

/** Hints that a speaker ticks for themselves; nothing depends on them. */
export const SMART_HINTS = ['specific', 'measurable', 'achievable', 'relevant', 'timely'] as const;
export type SmartHint = (typeof SMART_HINTS)[number];

export const THEMES_LIMIT = 200;
export const THEME_NAME_LENGTH = 80;
export const SEARCH_LENGTH = 200;
