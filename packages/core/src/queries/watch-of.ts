import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { MissionRecord, MissionWithLinks } from '../ports/store/missions.ts';
import type { ProgrammeRecord, RevisionSummary, RevisionWithItems } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { ScreeningRecord } from '../ports/store/screenings.ts';
import { type ReviewAsItStands, type TimedRevision, timedRevision } from '../programmes/programme-of.ts';
import { clockOf, keepsProgramme } from '../screenings/screening-standing.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found, requireDelegate } from '../sessions/who-may.ts';

type QueryParts = Pick<Parts, 'store' | 'clock'>;

export interface WatchHomeState {
  session: SessionRecord;
  mission: MissionRecord;
  /** With the screening that is planned or under way. */
  reviews: (ReviewAsItStands & { published: RevisionSummary | null; screening: ScreeningRecord | null })[];
  serverNow: Date;
}

/** @throws Problem not_allowed | not_found */
export async function watchHomeOf(
  { store, clock }: QueryParts,
  { actor }: { actor: Actor },
): Promise<WatchHomeState> {
  const delegate = requireDelegate(actor);
  const now = clock.now();
  const [session, mission, reviews, summaries, placed, screenings] = await Promise.all([
    store.reviews.session(delegate.sessionId),
    store.missions.byId(delegate.missionId),
    store.reviews.ofSession(delegate.sessionId),
    store.programmes.publishedOfSession(delegate.sessionId),
    store.statements.ofSession(delegate.sessionId),
    store.screenings.currentOfSession(delegate.sessionId),
  ]);
  return {
    session: found(session),
    mission: found(mission),
    reviews: reviews.map((review) => {
      const speakers = placed.filter(
        ({ invitation, organisation }) => invitation.reviewId === review.id && organisation.kind !== 'state',
      ).length;
      const published = summaries.find((summary) => summary.reviewId === review.id) ?? null;
      const screening = screenings.find((one) => one.reviewId === review.id) ?? null;
      const open = screening && { clock: clockOf(screening, published?.lengthMs ?? null) };
      return {
        review,
        floorTimeMs: reviewFloorMs(review, speakers),
        floorTimeFrozen: review.floorTimeMs !== null,
        published,
        screening: keepsProgramme(open, now) ? screening : null,
      };
    }),
    serverNow: now,
  };
}

export interface WatchProgrammeState extends ReviewAsItStands {
  session: SessionRecord;
  revision: TimedRevision;
  epoch: number;
  serverNow: Date;
}

/** The published programme of one State of the delegate's session. @throws Problem not_allowed | not_found */
export async function watchProgrammeOf(
  { store, clock }: QueryParts,
  { actor, reviewId }: { actor: Actor; reviewId: string },
): Promise<WatchProgrammeState> {
  const { review, programme, published } = await shownTo({ store }, actor, reviewId);
  const session = found(await store.reviews.session(review.sessionId));
  return {
    session,
    review,
    floorTimeMs: reviewFloorMs(review, await store.invitations.countSpeakers(review.id)),
    floorTimeFrozen: review.floorTimeMs !== null,
    revision: await timedRevision(store, found(published)),
    epoch: found(programme).epoch,
    serverNow: clock.now(),
  };
}

export interface PulseState {
  revisionId: string | null;
  number: number | null;
  epoch: number;
  serverNow: Date;
}

/** Asked every few seconds by every viewer. @throws Problem not_allowed | not_found */
export async function pulseOf(
  { store, clock }: QueryParts,
  { actor, reviewId }: { actor: Actor; reviewId: string },
): Promise<PulseState> {
  const { programme, published } = await shownTo({ store }, actor, reviewId);
  return {
    revisionId: published?.id ?? null,
    number: published?.number ?? null,
    epoch: programme?.epoch ?? 0,
    serverNow: clock.now(),
  };
}

export async function missionsOf(
  { store, clock }: QueryParts,
  { sessionId }: { sessionId: string },
): Promise<MissionWithLinks[]> {
  found(await store.reviews.session(sessionId));
  return await store.missions.withLinks(sessionId, clock.now());
}

async function shownTo(
  { store }: Pick<Parts, 'store'>,
  actor: Actor,
  reviewId: string,
): Promise<{
  review: ReviewRecord;
  programme: ProgrammeRecord | null;
  published: RevisionWithItems | null;
}> {
  const delegate = requireDelegate(actor);
  const review = found(await store.reviews.byId(reviewId));
  // Another session's review is not there for this delegate.
  found(review.sessionId === delegate.sessionId ? review : null);
  const programme = await store.programmes.ofReview(reviewId);
  const published = programme && (await store.programmes.published(programme.id));
  return { review, programme, published };
}
