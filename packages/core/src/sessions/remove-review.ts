import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from './who-may.ts';

/** Only while nobody is invited. @throws Problem not_allowed | not_found | conflict */
export async function removeReview(
  { store, events }: Pick<Parts, 'store' | 'events'>,
  { actor, reviewId }: { actor: Actor; reviewId: string },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    const { sessionId, stateCode } = found(await tx.reviews.lock(reviewId));
    if (!(await tx.planning.removeReview(reviewId))) {
      throw new Problem('conflict', { detail: 'Somebody is invited to this pre-session already.' });
    }
    await tx.audit({
      action: 'review.removed',
      actor,
      subject: { kind: 'review', id: reviewId },
      payload: { sessionId, stateCode },
    });
    tx.afterCommit(() => events.publish({ sessionId, reviewId, what: 'programme' }));
  });
}
