import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { IssueCounts, IssueSheetRecord } from '../ports/store/recommendations.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

export interface SessionIssues {
  session: SessionRecord;
  sheets: { review: ReviewRecord; place: PlacedStatement; sheet: IssueSheetRecord }[];
}

/** All that was set out in a session, in the order of its reviews. @throws Problem not_allowed | not_found */
export async function sessionIssuesOf(
  { store }: Pick<Parts, 'store'>,
  { actor, sessionId }: { actor: Actor; sessionId: string },
): Promise<SessionIssues> {
  requireStaff(actor);
  const session = found(await store.reviews.session(sessionId));
  const [reviews, placed] = await Promise.all([
    store.reviews.ofSession(sessionId),
    store.statements.ofSession(sessionId),
  ]);
  const standing = placed.filter(({ statement }) => statement.state !== 'withdrawn');
  const written = await store.recommendations.sheetsOf(standing.map(({ statement }) => statement.id));
  const sheets = new Map(written.map((sheet) => [sheet.statementId, sheet]));
  return {
    session,
    sheets: reviews.flatMap((review) =>
      standing
        .filter(({ invitation }) => invitation.reviewId === review.id)
        .flatMap((place) => {
          const sheet = sheets.get(place.statement.id);
          return sheet === undefined || sheet.cards.length === 0 ? [] : [{ review, place, sheet }];
        }),
    ),
  };
}

/** How much each statement of a session has set out; none of what has nothing. @throws Problem not_allowed | not_found */
export async function issueCountsOf(
  { store }: Pick<Parts, 'store'>,
  { actor, sessionId }: { actor: Actor; sessionId: string },
): Promise<IssueCounts[]> {
  requireStaff(actor);
  found(await store.reviews.session(sessionId));
  return await store.recommendations.counts(sessionId);
}
