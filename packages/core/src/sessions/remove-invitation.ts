import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { isRemovable } from './plan-of.ts';
import { found, requireStaff } from './who-may.ts';

/**
 * Takes an invitation away as if it had not been: only while nobody opened its link and nothing hangs on it. Whatever
 * was mailed opens nothing any more. With the last speaker goes what froze the floor time: nobody is left who was
 * told it. @throws Problem not_allowed | not_found | conflict
 */
export async function removeInvitation(
  { store, clock, events, mailer }: Pick<Parts, 'store' | 'clock' | 'events' | 'mailer'>,
  { actor, invitationId }: { actor: Actor; invitationId: string },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    const { invitation, statementId } = found(await tx.planning.invitation(invitationId, clock.now()));
    const review = found(await tx.reviews.lock(invitation.reviewId));
    await tx.programmes.lock(review.id);
    await tx.statements.lock([statementId]);
    // As it is now that nobody else moves it.
    const place = found(await tx.planning.invitation(invitationId, clock.now()));
    if (!isRemovable(place)) {
      throw new Problem('conflict', { detail: 'Its link was opened, or something was sent already.' });
    }
    await tx.planning.removeInvitation(invitationId);
    if ((await tx.invitations.countSpeakers(review.id)) === 0) await tx.planning.unfreeze(review.id);
    await tx.audit({
      action: 'invitation.removed',
      actor,
      subject: { kind: 'invitation', id: invitationId },
      payload: { reviewId: review.id, statementId },
    });
    tx.afterCommit(() =>
      events.publish({ sessionId: review.sessionId, reviewId: review.id, what: 'statement' }),
    );
    const { email } = place;
    if (email !== null) {
      tx.afterCommit(async () => {
        await mailer.forget(email);
      });
    }
  });
}
