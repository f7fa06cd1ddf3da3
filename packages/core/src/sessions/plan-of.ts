import type { Parts } from '../parts.ts';
import type { PlannedInvitation } from '../ports/store/planning.ts';
import type { SessionRecord } from '../ports/store/reviews.ts';
import type { ReviewAsItStands } from '../programmes/programme-of.ts';
import { reviewFloorMs } from './floor-of.ts';
import { found } from './who-may.ts';

export interface PlannedReview extends ReviewAsItStands {
  invitations: number;
  speakers: number;
}

export interface SessionPlan {
  session: SessionRecord;
  reviews: PlannedReview[];
}

/** A session and its States, with figures alone. @throws Problem not_found */
export async function planOf(
  { store }: Pick<Parts, 'store'>,
  { sessionId }: { sessionId: string },
): Promise<SessionPlan> {
  const session = found(await store.reviews.session(sessionId));
  const [reviews, counts] = await Promise.all([
    store.reviews.ofSession(sessionId),
    store.planning.countsOfSession(sessionId),
  ]);
  return {
    session,
    reviews: reviews.map((review) => {
      const { invitations, speakers } = counts.get(review.id) ?? { invitations: 0, speakers: 0 };
      return {
        review,
        invitations,
        speakers,
        floorTimeMs: reviewFloorMs(review, speakers),
        floorTimeFrozen: review.floorTimeMs !== null,
      };
    }),
  };
}

export interface InvitationsOfReview extends PlannedReview {
  session: SessionRecord;
  places: (PlannedInvitation & { removable: boolean })[];
}

/** Who is invited to one pre-session, and what became of their links. @throws Problem not_found */
export async function invitationsOf(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { reviewId }: { reviewId: string },
): Promise<InvitationsOfReview> {
  const review = found(await store.reviews.byId(reviewId));
  const session = found(await store.reviews.session(review.sessionId));
  const places = await store.planning.invitations(reviewId, clock.now());
  const speakers = places.filter(({ organisation }) => organisation.kind !== 'state').length;
  return {
    review,
    session,
    invitations: places.length,
    speakers,
    floorTimeMs: reviewFloorMs(review, speakers),
    floorTimeFrozen: review.floorTimeMs !== null,
    places: places.map((place) => ({ ...place, removable: isRemovable(place) })),
  };
}

/** Nothing came of it: no link was opened, and nothing hangs on it. */
export function isRemovable({ opened, hasWork }: Pick<PlannedInvitation, 'opened' | 'hasWork'>): boolean {
  return !opened && !hasWork;
}
