import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { ReviewRecord } from '../ports/store/reviews.ts';
import { assertStill } from './assert-still.ts';
import { found, requireStaff } from './who-may.ts';

type ReviewPlace = Pick<ReviewRecord, 'slotMs' | 'presessionAt'>;

/**
 * A SuR's hour and its slot; what is not named stays. A slot that changes moves the floor time of the rule only
 * where nothing is frozen. @throws Problem not_allowed | not_found | stale
 */
export async function changeReview(
  { store, events }: Pick<Parts, 'store' | 'events'>,
  {
    actor,
    reviewId,
    patch,
    seen,
  }: { actor: Actor; reviewId: string; patch: Partial<ReviewPlace>; seen?: Partial<ReviewPlace> },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    const review = found(await tx.reviews.lock(reviewId));
    assertStill<ReviewPlace>(review, patch, seen);
    const { sessionId } = review;
    await tx.planning.updateReview(reviewId, patch);
    await tx.audit({
      action: 'review.changed',
      actor,
      subject: { kind: 'review', id: reviewId },
      payload: Object.fromEntries(
        Object.entries(patch).map(([name, value]) => [
          name,
          value instanceof Date ? value.toISOString() : value,
        ]),
      ),
    });
    tx.afterCommit(() => events.publish({ sessionId, reviewId, what: 'programme' }));
  });
}
