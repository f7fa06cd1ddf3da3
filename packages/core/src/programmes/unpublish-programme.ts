import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { keepInStep } from '../screenings/keep-in-step.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

/**
 * Takes the published programme from view; every address of it is void at once.
 * @throws Problem not_allowed | not_found | reason_required
 */
export async function unpublishProgramme(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, reviewId, reason }: { actor: Actor; reviewId: string; reason: string },
): Promise<void> {
  requireStaff(actor);
  if (reason.trim() === '') throw new Problem('reason_required');
  const review = found(await store.reviews.byId(reviewId));
  await store.transaction(async (tx) => {
    const programme = found(await tx.programmes.lock(reviewId));
    const published = found(await tx.programmes.published(programme.id));
    await tx.programmes.raiseEpoch(programme.id);
    const moved = await tx.move('programmeRevision', {
      id: published.id,
      from: 'published',
      to: 'withdrawn',
      actor,
      reason: 'unpublished',
    });
    if (moved === 'lost') throw new Problem('conflict');
    await tx.programmes.setReason(published.id, reason.trim());
    await keepInStep(tx, { programme, before: published, now: clock.now() });
    tx.afterCommit(() => events.publish({ sessionId: review.sessionId, reviewId, what: 'programme' }));
  });
}
