import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from './who-may.ts';

/** The order in which a session's States are held: all of them, each once. @throws Problem not_allowed | not_found | stale */
export async function orderReviews(
  { store }: Pick<Parts, 'store'>,
  { actor, sessionId, reviewIds }: { actor: Actor; sessionId: string; reviewIds: readonly string[] },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    found(await tx.reviews.lockSession(sessionId));
    const there = (await tx.reviews.ofSession(sessionId)).map(({ id }) => id);
    const given = new Set(reviewIds);
    const same = given.size === reviewIds.length && given.size === there.length;
    if (!same || there.some((id) => !given.has(id))) throw new Problem('stale');
    await tx.planning.orderReviews(sessionId, reviewIds);
    await tx.audit({
      action: 'session.reviews_ordered',
      actor,
      subject: { kind: 'session', id: sessionId },
      payload: { reviews: reviewIds.length },
    });
  });
}
