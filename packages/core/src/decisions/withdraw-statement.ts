import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { reviseAfterWithdrawal } from '../programmes/revise-after-withdrawal.ts';
import { found, requireSpeaker, requireStaff } from '../sessions/who-may.ts';
import { announceStatement } from './announce-statement.ts';

type Needs = Pick<Parts, 'store' | 'clock' | 'queue' | 'events'>;

/**
 * Takes the statement back, finally. In one transaction it leaves the programme and every address of it
 * becomes void; stopping its jobs and erasing it follow. Repeating it is harmless.
 * @throws Problem not_allowed | not_found
 */
export async function withdrawStatement(
  parts: Needs,
  { actor, statementId }: { actor: Actor; statementId: string },
): Promise<void> {
  const { invitationId } = requireSpeaker(actor);
  await withdraw(parts, { actor, statementId, invitationId, reason: 'withdrawn_by_speaker' });
}

/**
 * The same, by a coordinator for a speaker who asked for it some other way than by the page.
 * @throws Problem not_allowed | not_found
 */
export async function withdrawForSpeaker(
  parts: Needs,
  { actor, statementId, reason }: { actor: Actor; statementId: string; reason: 'speaker_asked' },
): Promise<void> {
  requireStaff(actor);
  await withdraw(parts, { actor, statementId, invitationId: null, reason });
}

interface Withdrawal {
  actor: Actor;
  statementId: string;
  /** Whose it must be; null for the staff. */
  invitationId: string | null;
  reason: string;
}

async function withdraw(
  { store, clock, queue, events }: Needs,
  { actor, statementId, invitationId, reason }: Withdrawal,
): Promise<void> {
  const now = clock.now();
  await store.transaction(async (tx) => {
    const place = found(await tx.statements.context(statementId));
    if (invitationId !== null && place.invitation.id !== invitationId) throw new Problem('not_found');
    const programme = await tx.programmes.lock(place.review.id);
    const [statement] = await tx.statements.lock([statementId]);
    if (statement === undefined) throw new Problem('not_found');
    if (statement.state === 'withdrawn') return;
    const moved = await tx.move('statement', {
      id: statementId,
      from: statement.state,
      to: 'withdrawn',
      actor,
      reason,
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
