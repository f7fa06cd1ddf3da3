import {
  EarlierRecommendation,
  Id,
  ISSUES_LIMIT,
  IssueCard,
  IssueSheet,
  Language,
  SEARCH_LENGTH,
  Theme,
  ThemeCode,
  ThemeList,
} from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, EVERYBODY, SPEAKER, STAFF, WATCHER } from './route.ts';
import { Instant, Milliseconds, OrganisationView } from './views.ts';

const byId = z.object({ id: Id });
const State = z.object({ id: Id, stateCode: z.string(), stateName: z.string() });
const Organisation = OrganisationView.pick({ id: true, name: true, kind: true });
const Version = z.int().nonnegative();
/** Twelve issues of every length that is allowed, in a script of which JSON may spell a letter with six. */
const SHEET_LIMIT_BYTES = 2 * 1024 * 1024;
const MOST_AT_ONCE = 100;

const ThemesView = z
  .object({
    /** 0 for the product's own list. */
    version: Version,
    themes: z.array(Theme),
  })
  .meta({ id: 'Themes' });

export const IssueSheetView = z
  .object({
    /** 0 where nothing is there yet. */
    version: Version,
    /** BCP 47; null until somebody said it. */
    language: z.string().nullable(),
    writtenBy: z.enum(['speaker', 'staff']).nullable(),
    writtenAt: Instant.nullable(),
    /**
     * Of the version that delegates see; null where they see none. It is the newest of those that the programme was
     * published with, without the cards that are gone by now.
     */
    shownVersion: z.int().nullable(),
    cards: z.array(
      IssueCard.safeExtend({
        /** Where it was not its speaker. */
        addedBy: z.literal('staff').optional(),
      }),
    ),
  })
  .meta({ id: 'IssueSheet' });

const SessionIssuesView = z
  .object({
    session: z.object({ id: Id, number: z.int(), timeZone: z.string() }),
    sheets: z.array(
      z.object({
        statementId: Id,
        review: State,
        organisation: Organisation,
        language: z.string(),
        cards: z.array(IssueCard),
      }),
    ),
  })
  .meta({ id: 'SessionIssues' });

/** For whoever watches: without what a speaker ticked for themselves. */
export const WatchIssue = z
  .object({
    id: Id,
    statementId: Id,
    review: State,
    organisation: Organisation,
    /** BCP 47, and the direction that it is written in. */
    language: z.string(),
    direction: z.enum(['ltr', 'rtl']),
    theme: ThemeCode.nullable(),
    title: z.string().nullable(),
    earlier: EarlierRecommendation.nullable(),
    changed: z.object({ text: z.string(), english: z.string().nullable() }).nullable(),
    recommendations: z.array(z.object({ text: z.string(), english: z.string().nullable() })),
    questions: z.array(z.object({ text: z.string(), english: z.string().nullable() })),
    /** Where its speaker sets it, in the statement as it is shown, without the card before it; null: nowhere. */
    atMs: Milliseconds.nullable(),
  })
  .meta({ id: 'WatchIssue' });

const counted = { count: z.int() };
const WatchIssues = z
  .object({
    /** Of what was asked, on all pages. */
    total: z.int(),
    issues: z.array(WatchIssue),
    /** What there is, whatever was asked: to narrow a search by. */
    reviews: z.array(z.object({ ...State.shape, ...counted })),
    themes: z.array(z.object({ code: ThemeCode, ...counted })),
    languages: z.array(z.object({ language: z.string(), label: z.string(), ...counted })),
    /** Another one, once any of what there is stands otherwise: see `GET /api/v1/watch/recommendations/pulse`. */
    mark: z.string(),
  })
  .meta({ id: 'WatchIssues' });

const write = {
  body: IssueSheet.extend({
    /** The version that was looked at; 0 where there was none. */
    version: Version,
  }),
  bodyLimitBytes: SHEET_LIMIT_BYTES,
  response: IssueSheetView,
} as const;

/** What speakers ask of a State, issue by issue. */
export const recommendationRoutes = defineRoutes({
  'GET /api/v1/themes': {
    summary: 'The themes that issues are sorted by, with their names in four languages.',
    access: EVERYBODY,
    response: ThemesView,
  },
  'PUT /api/v1/themes': {
    summary: 'Sets the list of themes. One that was there may be offered no more; left out it cannot be.',
    access: STAFF,
    body: z.object({ version: Version, themes: ThemeList }),
    response: ThemesView,
    problems: ['stale'],
  },
  'GET /api/v1/speaker/recommendations': {
    summary: 'The issues of the own statement.',
    access: SPEAKER,
    response: IssueSheetView,
    problems: ['statement_withdrawn'],
  },
  'PUT /api/v1/speaker/recommendations': {
    summary:
      'Writes the issues of the own statement, all of them. Delegates see them from the next published revision on, and at once no card that is gone.',
    access: SPEAKER,
    ...write,
    problems: ['statement_withdrawn', 'session_takes_no_uploads', 'outside_take', 'stale'],
  },
  'GET /api/v1/statements/{id}/recommendations': {
    summary: 'The issues of a statement.',
    access: STAFF,
    params: byId,
    response: IssueSheetView,
    problems: ['statement_withdrawn'],
  },
  'PUT /api/v1/statements/{id}/recommendations': {
    summary:
      'Corrects the issues of a statement, adds to them and orders them: all of them. Its speaker sees what they are then, and which the staff added.',
    access: STAFF,
    params: byId,
    ...write,
    body: write.body.extend({
      /** The speaker's own, that were taken out by mistake: put back they stay the speaker's. */
      putBack: z.array(Id).max(ISSUES_LIMIT).default([]),
    }),
    problems: ['statement_withdrawn', 'outside_take', 'stale'],
  },
  'GET /api/v1/sessions/{id}/recommendations': {
    summary: 'All that the speakers of a session set out, in the order of its States.',
    access: STAFF,
    params: byId,
    response: SessionIssuesView,
  },
  'GET /api/v1/sessions/{id}/recommendations/counts': {
    summary: 'How many issues, recommendations and questions each statement has; none of what has nothing.',
    access: STAFF,
    params: byId,
    response: z.object({
      statements: z.array(
        z.object({ statementId: Id, issues: z.int(), recommendations: z.int(), questions: z.int() }),
      ),
    }),
  },
  'GET /api/v1/watch/recommendations': {
    summary: 'Searches the issues of all statements that may be watched now, in whatever language.',
    access: WATCHER,
    query: z.object({
      query: z.string().max(SEARCH_LENGTH).default(''),
      reviewId: Id.optional(),
      theme: ThemeCode.optional(),
      language: Language.optional(),
      limit: z.coerce.number().int().min(1).max(MOST_AT_ONCE).default(30),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
    }),
    response: WatchIssues,
  },
  'GET /api/v1/watch/recommendations/pulse': {
    summary:
      'Which state of all that can be searched stands: asked every few seconds, so that what is gone leaves the page.',
    access: WATCHER,
    response: z.object({ mark: z.string() }),
  },
  'GET /api/v1/watch/reviews/{id}/recommendations': {
    summary: 'The issues of the statements of one published programme, in its order.',
    access: WATCHER,
    params: byId,
    response: z.object({ issues: z.array(WatchIssue) }),
  },
  'GET /api/v1/public/reviews/{id}/recommendations': {
    summary:
      'The same of a programme that is public by now, as far as their speakers agreed to it: without a link.',
    access: EVERYBODY,
    params: byId,
    response: z.object({ issues: z.array(WatchIssue) }),
  },
});
