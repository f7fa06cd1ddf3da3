import { type FloorTime, type FloorTimeVerdict, judgeLength } from '@rostrum/domain';
import { latestByStatement } from '../decisions/approval.ts';
import type { Parts } from '../parts.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { RevisionSummary } from '../ports/store/programmes.ts';
import type { SessionRecord } from '../ports/store/reviews.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { ReviewAsItStands } from '../programmes/programme-of.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found } from '../sessions/who-may.ts';
import { floorOf } from '../takes/floor-of.ts';
import { stoppedBecause } from '../takes/stop-cut.ts';
import { groupBy } from './group-by.ts';
import { type StageName, stageOf } from './stage-of.ts';
import { type Standing, standingOfTake } from './standing-of-work.ts';

export interface BoardRowState extends PlacedStatement {
  stage: StageName;
  floor: FloorTime;
  /** The newest that was not abandoned. */
  take: (TakeRecord & Standing) | null;
  fit: FloorTimeVerdict;
  /** Something about it failed and can be tried again. */
  stuck: boolean;
}

export interface BoardState {
  session: SessionRecord;
  serverNow: Date;
  reviews: (ReviewAsItStands & { rows: BoardRowState[]; published: RevisionSummary | null })[];
}

/** Every statement of a session, in a handful of queries however many there are. @throws Problem not_found */
export async function boardOf(
  { store, clock, queue }: Pick<Parts, 'store' | 'clock' | 'queue'>,
  { sessionId }: { sessionId: string },
): Promise<BoardState> {
  const session = found(await store.reviews.session(sessionId));
  const now = clock.now();
  const [reviews, placed, summaries] = await Promise.all([
    store.reviews.ofSession(sessionId),
    store.statements.ofSession(sessionId),
    store.programmes.publishedOfSession(sessionId),
  ]);
  const ids = placed.map(({ statement }) => statement.id);
  const [takes, standing, places] = await Promise.all([
    store.takes.ofStatements(ids),
    store.decisions.standing(ids),
    store.programmes.publishedPlaces(ids),
  ]);
  const takesOf = groupBy(takes, (take) => take.statementId);
  const newestOf = (id: string) => takesOf.get(id)?.find((take) => take.state !== 'abandoned') ?? null;
  const newest = ids.flatMap((id) => newestOf(id) ?? []);
  const [cuts, standings] = await Promise.all([
    store.cuts.ofTakes(newest.map((take) => take.id)),
    Promise.all(newest.map(async (take) => [take.id, await standingOfTake(queue, take)] as const)),
  ]);
  const cutsOf = groupBy(cuts, (cut) => cut.takeId);
  const standingOf = new Map(standings);
  const latest = latestByStatement(standing);
  const shown = new Set(places.map(({ statementId }) => statementId));
  const placedOf = groupBy(placed, ({ invitation }) => invitation.reviewId);

  return {
    session,
    serverNow: now,
    reviews: reviews.map((review) => {
      const own = placedOf.get(review.id) ?? [];
      const speakers = own.filter(({ organisation }) => organisation.kind !== 'state').length;
      return {
        review,
        floorTimeMs: reviewFloorMs(review, speakers),
        floorTimeFrozen: review.floorTimeMs !== null,
        published: summaries.find((summary) => summary.reviewId === review.id) ?? null,
        rows: own.map((one): BoardRowState => {
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
            deadlinePassed: deadlineAt !== null && now > deadlineAt,
          });
          return {
            ...one,
            stage,
            floor,
            take,
            fit: judgeLength(take?.measuredMs, floor),
            stuck: take !== null && isStuck(take, cutsOf.get(take.id)),
          };
        }),
      };
    }),
  };
}

function isStuck(take: TakeRecord, cuts: readonly CutRecord[] = []): boolean {
  return take.state === 'failed' || (cuts[0]?.state === 'failed' && stoppedBecause(cuts[0]) === null);
}
