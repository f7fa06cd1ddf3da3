import { createHash } from 'node:crypto';
import {
  type Actor,
  coversWriting,
  isFoundBy,
  momentOfEdit,
  Problem,
  type SearchTerm,
  searchTerms,
  searchWords,
} from '@rostrum/domain';
import { stateNamesOf } from '@rostrum/domain/state-names';
import { admittedTo, watcherOf } from '../access/admitted.ts';
import type { Parts } from '../parts.ts';
import type { IssueTally, MeantTerm, PlacedIssue, ShownStatement } from '../ports/store/recommendations.ts';
import type { ReviewRecord } from '../ports/store/reviews.ts';
import { shownTo } from '../queries/watch-of.ts';
import { clockOf, positionOf } from '../screenings/screening-standing.ts';
import { found } from '../sessions/who-may.ts';
import { themesOf } from './themes.ts';

/** More speakers with every issue that is allowed than fit into any hour. */
const MOST_OF_A_PROGRAMME = 1_000;

type Needs = Pick<Parts, 'store' | 'clock'>;

/** A card for whoever may watch its statement. */
export interface ShownIssue extends PlacedIssue {
  review: ReviewRecord;
  organisation: ShownStatement['organisation'];
  /** Where its speaker sets it, in what is shown of the statement; null where they do not say, or it was cut. */
  atMs: number | null;
}

export interface FoundIssues {
  total: number;
  issues: ShownIssue[];
  /** Of all that may be seen, whatever was asked. */
  tally: Omit<IssueTally, 'statements'> & { reviews: ReadonlyMap<string, number> };
  /** In which it may be, in their order. */
  reviews: readonly ReviewRecord[];
  /** Of the state in which all that may be seen was searched. */
  mark: string;
}

export interface IssueQuestion {
  actor: Actor;
  query: string;
  reviewId: string | null;
  theme: string | null;
  language: string | null;
  limit: number;
  offset: number;
}

/**
 * Searches all that a mission, or a speaker of the session, may watch now: what is in a published programme, and is
 * there still, and not before its screening has begun.
 * @throws Problem not_allowed | not_found
 */
export async function searchIssues(parts: Needs, question: IssueQuestion): Promise<FoundIssues> {
  const { store } = parts;
  const { query, reviewId, theme, language, limit, offset } = question;
  const { reviews, shown } = await shownInSession(parts, question.actor);
  const asked = shown.filter((one) => reviewId === null || one.reviewId === reviewId);
  const terms = searchTerms(query);
  const nothing = query.trim() !== '' && terms.length === 0;
  const meant = await meantBy(parts, terms, { reviews, shown });
  const [{ total, issues }, tally] = await Promise.all([
    nothing || asked.length === 0
      ? { total: 0, issues: [] }
      : store.recommendations.search({
          sheets: asked,
          terms: meant,
          theme,
          language,
          limit,
          offset,
        }),
    store.recommendations.tally(shown),
  ]);
  const { languages, themes } = tally;
  return {
    total,
    issues: placed(issues, { reviews, shown }),
    reviews,
    mark: markOf({ reviews, shown }),
    tally: { languages, themes, reviews: byReview(tally, shown) },
  };
}

/**
 * Of all that `searchIssues` looks in: another one once a statement, a version of what it asks, or a name is shown, or
 * is shown no more, for whatever reason.
 * @throws Problem not_allowed | not_found
 */
export async function shownIssuesMark(parts: Needs, { actor }: { actor: Actor }): Promise<string> {
  return markOf(await shownInSession(parts, actor));
}

function markOf({ reviews, shown }: InSession): string {
  const states = reviews.map(({ id, stateCode, stateName }) => [id, stateCode, stateName]);
  return createHash('sha256')
    .update(JSON.stringify([states, shown]))
    .digest('hex')
    .slice(0, 16);
}

function byReview({ statements }: IssueTally, shown: readonly ShownStatement[]): Map<string, number> {
  const countOf = new Map(statements.map(({ statementId, count }) => [statementId, count]));
  const sums = new Map<string, number>();
  for (const { reviewId, statementId } of shown) {
    sums.set(reviewId, (sums.get(reviewId) ?? 0) + (countOf.get(statementId) ?? 0));
  }
  return sums;
}

/**
 * All cards of one programme, in its order. To whoever has no link, those of speakers who agreed to that.
 * @param actor null for whoever has no link
 * @throws Problem not_allowed | not_found
 */
export async function programmeIssuesOf(
  parts: Needs,
  { actor, reviewId }: { actor: Actor | null; reviewId: string },
): Promise<ShownIssue[]> {
  const { store, clock } = parts;
  const { review, published } = await shownTo(parts, actor, reviewId);
  if (published === null) return [];
  const screening = await store.screenings.current(reviewId);
  if (screening !== null && isAhead(screening, clock.now())) return [];
  const all = await store.recommendations.shown([reviewId], clock.now());
  const shown = actor === null ? await toAnybody(parts, reviewId, all) : all;
  const { issues } = await store.recommendations.search({
    sheets: shown,
    terms: [],
    theme: null,
    language: null,
    limit: MOST_OF_A_PROGRAMME,
    offset: 0,
  });
  return placed(issues, { reviews: [review], shown });
}

async function toAnybody(
  { store }: Needs,
  reviewId: string,
  all: ShownStatement[],
): Promise<ShownStatement[]> {
  const placed = await store.statements.ofReview(reviewId);
  const agreed = placed.filter(({ invitation }) =>
    coversWriting({ textVersion: invitation.consentTextVersion }),
  );
  const ids = new Set(agreed.map(({ statement }) => statement.id));
  return all.filter(({ statementId }) => ids.has(statementId));
}

interface InSession {
  reviews: readonly ReviewRecord[];
  shown: readonly ShownStatement[];
}

async function shownInSession({ store, clock }: Needs, actor: Actor): Promise<InSession> {
  const { viewer, sessionId } = await watcherOf({ store }, actor);
  if (sessionId === null) throw new Problem('not_allowed');
  const now = clock.now();
  const [window, reviews, screenings] = await Promise.all([
    store.access.window(sessionId),
    store.reviews.ofSession(sessionId),
    store.screenings.currentOfSession(sessionId),
  ]);
  const admitted = await admittedTo({ store, clock }, { viewer, window: found(window), of: { sessionId } });
  const ahead = new Set(screenings.filter((one) => isAhead(one, now)).map((one) => one.reviewId));
  const open = reviews.filter(({ id }) => admitted.has(id) && !ahead.has(id));
  const shown = await store.recommendations.shown(
    open.map(({ id }) => id),
    now,
  );
  return { reviews: open, shown };
}

/** Nothing of a programme is told before everybody is shown it. */
function isAhead(screening: Parameters<typeof clockOf>[0], now: Date): boolean {
  return positionOf({ clock: clockOf(screening, null) }, now).phase === 'waiting';
}

/** A theme, a State and an organisation are found by their names, in whatever language they are typed. */
async function meantBy(
  parts: Needs,
  terms: readonly SearchTerm[],
  { reviews, shown }: InSession,
): Promise<MeantTerm[]> {
  if (terms.length === 0) return [];
  const { themes } = await themesOf(parts);
  const byTheme = themes.map(({ code, names }) => ({ code, words: searchWords(...Object.values(names)) }));
  const ofState = new Map(
    reviews.map((review) => [
      review.id,
      searchWords(review.stateName, ...Object.values(stateNamesOf(review))),
    ]),
  );
  const byStatement = shown.map(({ statementId, reviewId, organisation }) => ({
    statementId,
    words: [...searchWords(organisation.name), ...(ofState.get(reviewId) ?? [])],
  }));
  return terms.map((term) => ({
    term,
    themes: byTheme.filter(({ words }) => isFoundBy(term, words)).map(({ code }) => code),
    statementIds: byStatement.filter(({ words }) => isFoundBy(term, words)).map((one) => one.statementId),
  }));
}

function placed(issues: readonly PlacedIssue[], { reviews, shown }: InSession): ShownIssue[] {
  const statements = new Map(shown.map((one) => [one.statementId, one]));
  const reviewById = new Map(reviews.map((review) => [review.id, review]));
  return issues.map((issue) => {
    const statement = found(statements.get(issue.statementId));
    const { organisation, takeId, takeMs, rate, edit } = statement;
    const { moment } = issue.card;
    const known = moment !== null && moment.takeId === takeId && takeMs !== null && rate !== null;
    return {
      ...issue,
      organisation,
      review: found(reviewById.get(statement.reviewId)),
      atMs: known ? momentOfEdit(moment.ms, { edit, takeMs, rate }) : null,
    };
  });
}
