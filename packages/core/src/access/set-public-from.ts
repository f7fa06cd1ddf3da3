import { type Actor, newId, tierAt } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { audienceOf } from '../programmes/audience-of.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

/**
 * From when on a public programme is public; null for at once. One that is public no longer is so at once, addresses
 * that were handed out with it. @throws Problem not_allowed | not_found
 */
export async function setPublicFrom(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, reviewId, at }: { actor: Actor; reviewId: string; at: Date | null },
): Promise<void> {
  requireStaff(actor);
  const review = found(await store.reviews.byId(reviewId));
  await store.programmes.ensure(newId(), reviewId);
  const now = clock.now();
  await store.transaction(async (tx) => {
    const programme = found(await tx.programmes.lock(reviewId));
    const { id, publicFrom } = programme;
    const audience = audienceOf(programme, await tx.programmes.published(id));
    await tx.access.setPublicFrom(id, at);
    const wasPublic = tierAt({ audience, publicFrom }, now) === 'public';
    if (wasPublic && tierAt({ audience, publicFrom: at }, now) !== 'public') {
      await tx.programmes.raiseEpoch(id);
    }
    await tx.audit({
      action: 'programme.public_from_set',
      actor,
      subject: { kind: 'programme', id },
      payload: { publicFrom: at?.toISOString() ?? null },
    });
    tx.afterCommit(() => events.publish({ sessionId: review.sessionId, reviewId, what: 'programme' }));
  });
}
