import {
  issueCountsOf,
  issueSheetOf,
  programmeIssuesOf,
  searchIssues,
  sessionIssuesOf,
  setThemes,
  shownIssuesMark,
  themesOf,
  writeIssueSheet,
} from '@rostrum/core';
import { languageLabel } from '@rostrum/domain';
import type { HandlersOf, RouteName } from '../http/handler.ts';
import { BrieflyKept } from '../media/briefly-kept.ts';
import { issueSheetView, stateOf, watchIssue } from '../views/recommendations.ts';
import type { HandlerDeps } from './handler-deps.ts';

type RecommendationRoute = Extract<RouteName, `${string}/recommendations${string}` | `${string}/v1/themes`>;

const MARK_KEPT_MS = 1_000;

export function recommendationHandlers({ parts }: HandlerDeps): HandlersOf<RecommendationRoute> {
  const themes = async () => {
    const list = await themesOf(parts);
    return { version: list.version, themes: [...list.themes] };
  };
  /** By session, or by invitation: a whole audience asks within the same seconds. */
  const marks = new BrieflyKept<string>({ keepMs: MARK_KEPT_MS, most: 500 });
  return {
    'GET /api/v1/themes': themes,
    'PUT /api/v1/themes': async ({ body }, { actor }) => {
      await setThemes(parts, { actor, ...body });
      return await themes();
    },

    'GET /api/v1/speaker/recommendations': async (_input, { actor }) =>
      issueSheetView(await issueSheetOf(parts, { actor, statementId: null })),
    'PUT /api/v1/speaker/recommendations': async ({ body }, { actor }) => {
      const { version, ...sheet } = body;
      return issueSheetView(await writeIssueSheet(parts, { actor, statementId: null, sheet, version }));
    },

    'GET /api/v1/statements/{id}/recommendations': async ({ params }, { actor }) =>
      issueSheetView(await issueSheetOf(parts, { actor, statementId: params.id })),
    'PUT /api/v1/statements/{id}/recommendations': async ({ params, body }, { actor }) => {
      const { version, putBack, ...sheet } = body;
      const statementId = params.id;
      return issueSheetView(await writeIssueSheet(parts, { actor, statementId, sheet, version, putBack }));
    },

    'GET /api/v1/sessions/{id}/recommendations': async ({ params }, { actor }) => {
      const { session, sheets } = await sessionIssuesOf(parts, { actor, sessionId: params.id });
      const { id, number, timeZone } = session;
      return {
        session: { id, number, timeZone },
        sheets: sheets.map(({ review, place, sheet }) => ({
          statementId: sheet.statementId,
          review: stateOf(review),
          organisation: {
            id: place.organisation.id,
            name: place.organisation.name,
            kind: place.organisation.kind,
          },
          language: sheet.language,
          cards: sheet.cards,
        })),
      };
    },
    'GET /api/v1/sessions/{id}/recommendations/counts': async ({ params }, { actor }) => ({
      statements: await issueCountsOf(parts, { actor, sessionId: params.id }),
    }),

    'GET /api/v1/watch/recommendations': async ({ query }, { actor }) => {
      const { total, issues, tally, reviews, mark } = await searchIssues(parts, {
        actor,
        query: query.query,
        reviewId: query.reviewId ?? null,
        theme: query.theme ?? null,
        language: query.language ?? null,
        limit: query.limit,
        offset: query.offset,
      });
      return {
        total,
        mark,
        issues: issues.map(watchIssue),
        reviews: reviews
          .map((review) => ({ ...stateOf(review), count: tally.reviews.get(review.id) ?? 0 }))
          .filter((review) => review.count > 0),
        themes: tally.themes,
        languages: tally.languages.map((one) => ({ ...one, label: languageLabel(one.language) })),
      };
    },
    'GET /api/v1/watch/recommendations/pulse': async (_input, { actor }) => ({
      mark: await marks.get(actor.kind === 'delegate' ? actor.sessionId : actor.invitationId, () =>
        shownIssuesMark(parts, { actor }),
      ),
    }),
    'GET /api/v1/watch/reviews/{id}/recommendations': async ({ params }, { actor }) => ({
      issues: (await programmeIssuesOf(parts, { actor, reviewId: params.id })).map(watchIssue),
    }),
    'GET /api/v1/public/reviews/{id}/recommendations': async ({ params }) => ({
      issues: (await programmeIssuesOf(parts, { actor: null, reviewId: params.id })).map(watchIssue),
    }),
  };
}
