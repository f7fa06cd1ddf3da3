import {
  compareSpeakingOrder,
  consentHolds,
  type FloorTime,
  type FloorTimeVerdict,
  judgeLength,
} from '@rostrum/domain';
import { type StatementWords, wordsOf } from '../board/words-of.ts';
import { latestByStatement } from '../decisions/approval.ts';
import type { Parts } from '../parts.ts';
import type { OpenRemarks } from '../ports/store/board.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { RevisionSummary } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { ReviewAsItStands } from '../programmes/programme-of.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found } from '../sessions/who-may.ts';
import { floorOf } from '../takes/floor-of.ts';
import { stoppedBecause } from '../takes/stop-cut.ts';
import { groupBy } from './group-by.ts';
import { deadlineFact, type StageName, stageOf } from './stage-of.ts';
import { type Standing, standingOfTake } from './standing-of-work.ts';

const DAY_MS = 86_400_000;
/** What is not here so many days before its deadline is told apart, unless the administrators say otherwise. */
export const DUE_SOON_DAYS = 3;

export interface BoardRowState extends PlacedStatement {
  stage: StageName;
  /** Its own, else its session's. */
  deadlineAt: Date | null;
  floor: FloorTime;
  /** The newest that was not abandoned. */
  take: (TakeRecord & Standing) | null;
  fit: FloorTimeVerdict;
  /** Something about it failed and can be tried again. */
  stuck: boolean;
  /** The last day until which its speaker lets it be shown has passed. */
  consentEnded: boolean;
  open: OpenRemarks;
  words: StatementWords;
}

export interface BoardState {
  session: SessionRecord;
  serverNow: Date;
  reviews: (ReviewAsItStands & { rows: BoardRowState[]; published: RevisionSummary | null })[];
}

type BoardParts = Pick<Parts, 'store' | 'clock' | 'queue'>;

/** Every statement of a session, in a handful of queries however many there are. @throws Problem not_found */
export async function boardOf(parts: BoardParts, { sessionId }: { sessionId: string }): Promise<BoardState> {
  const { store, clock } = parts;
  const session = found(await store.reviews.session(sessionId));
  const now = clock.now();
  const [reviews, placed, summaries] = await Promise.all([
    store.reviews.ofSession(sessionId),
    store.statements.ofSession(sessionId),
    store.programmes.publishedOfSession(sessionId),
  ]);
  const placedOf = groupBy(placed, ({ invitation }) => invitation.reviewId);
  const groups = reviews.map((review) => {
    const own = (placedOf.get(review.id) ?? []).sort(byOrder);
    return {
      review,
      speakers: own.filter(({ organisation }) => organisation.kind !== 'state').length,
      placed: own,
    };
  });
  const rows = await rowsOf(parts, { session, groups, now });
  return {
    session,
    serverNow: now,
    reviews: groups.map(({ review, speakers }) => ({
      review,
      floorTimeMs: reviewFloorMs(review, speakers),
      floorTimeFrozen: review.floorTimeMs !== null,
      published: summaries.find((summary) => summary.reviewId === review.id) ?? null,
      rows: rows.get(review.id) ?? [],
    })),
  };
}

/**
 * Some statements of a board, as they stand now; those of other sessions, and those that are gone, are left out.
 * @throws Problem not_found
 */
export async function boardRowsOf(
  parts: BoardParts,
  { sessionId, statementIds }: { sessionId: string; statementIds: readonly string[] },
): Promise<{ serverNow: Date; rows: BoardRowState[] }> {
  const { store, clock } = parts;
  const session = found(await store.reviews.session(sessionId));
  const now = clock.now();
  const placedOf = groupBy(
    await store.statements.ofIds([...new Set(statementIds)]),
    ({ invitation }) => invitation.reviewId,
  );
  const reviews = await Promise.all([...placedOf.keys()].map((id) => store.reviews.byId(id)));
  const groups = await Promise.all(
    reviews
      .filter((review) => review?.sessionId === sessionId)
      .filter((review) => review !== null)
      .map(async (review) => ({
        review,
        speakers: await store.invitations.countSpeakers(review.id),
        placed: placedOf.get(review.id) ?? [],
      })),
  );
  const rows = await rowsOf(parts, { session, groups, now });
  return { serverNow: now, rows: [...rows.values()].flat() };
}

/** As they would speak; whatever changes, each keeps its place. */
function byOrder(a: PlacedStatement, b: PlacedStatement): number {
  const order = compareSpeakingOrder(a.organisation, b.organisation);
  return order === 0 ? (a.statement.id < b.statement.id ? -1 : 1) : order;
}

interface Group {
  review: ReviewRecord;
  /** CSOs and NHRIs invited for it, shown here or not. */
  speakers: number;
  placed: readonly PlacedStatement[];
}

/** By review. */
async function rowsOf(
  { store, queue }: BoardParts,
  { session, groups, now }: { session: SessionRecord; groups: readonly Group[]; now: Date },
): Promise<Map<string, BoardRowState[]>> {
  const ids = groups.flatMap(({ placed }) => placed.map(({ statement }) => statement.id));
  const [takes, standing, places, remarks, written, dueSoonDays] = await Promise.all([
    store.takes.ofStatements(ids),
    store.decisions.standing(ids),
    store.programmes.publishedPlaces(ids),
    store.board.openRemarks(ids),
    store.board.words(ids),
    store.board.dueSoonDays(),
  ]);
  const nearMs = (dueSoonDays ?? DUE_SOON_DAYS) * DAY_MS;
  const takesOf = groupBy(takes, (take) => take.statementId);
  const newestOf = (id: string) => takesOf.get(id)?.find((take) => take.state !== 'abandoned') ?? null;
  const newest = ids.flatMap((id) => newestOf(id) ?? []);
  const newestIds = newest.map(({ id }) => id);
  const [cuts, captioned, standings] = await Promise.all([
    store.cuts.ofTakes(newestIds),
    store.board.captioned(newestIds),
    Promise.all(newest.map(async (take) => [take.id, await standingOfTake(queue, take)] as const)),
  ]);
  const cutsOf = groupBy(cuts, (cut) => cut.takeId);
  const standingOf = new Map(standings);
  const latest = latestByStatement(standing);
  const shown = new Set(places.map(({ statementId }) => statementId));
  const rowOf = (one: PlacedStatement, { review, speakers }: Group): BoardRowState => {
    const { statement, invitation } = one;
    const floor = floorOf({ ...one, review, session }, speakers);
    const newer = newestOf(statement.id);
    const work = newer && standingOf.get(newer.id);
    const take = newer && work ? { ...newer, ...work } : null;
    const deadlineAt = invitation.deadlineAt ?? session.uploadDeadlineAt;
    const stage = stageOf({
      state: statement.state,
      takes: takesOf.get(statement.id) ?? [],
      decision: latest.get(statement.id) ?? null,
      published: shown.has(statement.id),
      deadline: deadlineFact(deadlineAt, now, nearMs),
    });
    return {
      ...one,
      stage,
      deadlineAt,
      floor,
      take,
      fit: judgeLength(take?.measuredMs, floor),
      consentEnded: statement.state !== 'withdrawn' && !consentHolds(invitation.consentEndsAt, now),
      stuck: take !== null && isStuck(take, cutsOf.get(take.id)),
      open: remarks.get(statement.id) ?? { notes: 0, comments: 0 },
      words: wordsOf({
        kind: one.organisation.kind,
        state: statement.state,
        take,
        there: written.get(statement.id),
        captions: take === null ? undefined : captioned.get(take.id),
      }),
    };
  };
  return new Map(groups.map((group) => [group.review.id, group.placed.map((one) => rowOf(one, group))]));
}

function isStuck(take: TakeRecord, cuts: readonly CutRecord[] = []): boolean {
  return take.state === 'failed' || (cuts[0]?.state === 'failed' && stoppedBecause(cuts[0]) === null);
}
