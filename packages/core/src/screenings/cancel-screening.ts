import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { positionOf, screeningStanding } from './screening-standing.ts';

/**
 * There will be no screening, or it does not go on: the programme can be watched by everybody whenever they like.
 * @throws Problem not_allowed | not_found | stale | screening_over
 */
export async function cancelScreening(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, reviewId, version }: { actor: Actor; reviewId: string; version: number },
): Promise<void> {
  requireStaff(actor);
  const { sessionId } = found(await store.reviews.byId(reviewId));
  await store.transaction(async (tx) => {
    const programme = found(await tx.programmes.lock(reviewId));
    const now = clock.now();
    const standing = found(await screeningStanding(tx, reviewId));
    const { id } = standing.screening;
    if (standing.screening.version !== version) throw new Problem('stale');
    if (positionOf(standing, now).phase === 'ended') throw new Problem('screening_over');
    await tx.screenings.cancel(id, now);
    // What a player holds of the window would stand still.
    await tx.programmes.raiseEpoch(programme.id);
    await tx.audit({
      action: 'screening.cancelled',
      actor,
      subject: { kind: 'programme', id: programme.id },
      payload: { screeningId: id },
    });
    tx.afterCommit(() => events.publish({ sessionId, reviewId, what: 'programme' }));
  });
}
