import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { reviseAfterWithdrawal } from '../programmes/revise-after-withdrawal.ts';
import { found, requireSpeaker } from '../sessions/who-may.ts';
import { announceStatement } from './announce-statement.ts';

/**
 * Takes the statement back, finally. In one transaction it leaves the programme and every address of it
 * becomes void; stopping its jobs and erasing it follow. Repeating it is harmless.
 * @throws Problem not_allowed | not_found
 */
export async function withdrawStatement(
  { store, clock, queue, events }: Pick<Parts, 'store' | 'clock' | 'queue' | 'events'>,
  { actor, statementId }: { actor: Actor; statementId: string },
): Promise<void> {
  const speaker = requireSpeaker(actor);
  const now = clock.now();
  await store.transaction(async (tx) => {
    const place = found(await tx.statements.context(statementId));
    if (place.invitation.id !== speaker.invitationId) throw new Problem('not_found');
    const programme = await tx.programmes.lock(place.review.id);
    const [statement] = await tx.statements.lock([statementId]);
    if (statement === undefined) throw new Problem('not_found');
    if (statement.state === 'withdrawn') return;
    const moved = await tx.move('statement', {
      id: statementId,
      from: statement.state,
      to: 'withdrawn',
      actor,
      reason: 'withdrawn_by_speaker',
    });
    if (moved === 'lost') throw new Error('a locked statement moved');
    await tx.statements.setWithdrawn(statementId, now);
    if (programme !== null) {
      await reviseAfterWithdrawal(
        tx,
        { events, clock },
        {
          programme,
          sessionId: place.session.id,
          statementId,
          actor,
          cause: 'withdrawal',
        },
      );
    }
    tx.afterCommit(async () => {
      await queue.cancelFor(statementId);
    });
    tx.afterCommit(() => queue.add('statement.erase', { statementId }));
    announceStatement(tx, { events }, place);
  });
}
