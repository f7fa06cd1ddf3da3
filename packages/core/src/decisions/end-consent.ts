import { consentHolds } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { reviseAfterWithdrawal } from '../programmes/revise-after-withdrawal.ts';
import { announceStatement } from './announce-statement.ts';

/** Takes a statement from view once its speaker's consent has ended. Repeating it, or too early, does nothing. */
export async function endConsent(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { statementId }: { statementId: string },
): Promise<'ended' | 'nothing'> {
  return await store.transaction(async (tx) => {
    const before = await tx.statements.context(statementId);
    if (before === null) return 'nothing';
    const programme = await tx.programmes.lock(before.review.id);
    const place = await tx.statements.context(statementId);
    if (programme === null || place === null) return 'nothing';
    if (consentHolds(place.invitation.consentEndsAt, clock.now())) return 'nothing';
    const shown = await tx.programmes.publishedPlaces([statementId]);
    if (shown.length === 0) return 'nothing';
    await reviseAfterWithdrawal(
      tx,
      { events, clock },
      {
        programme,
        sessionId: place.session.id,
        statementId,
        actor: { kind: 'pipeline' },
        cause: 'consent_ended',
      },
    );
    announceStatement(tx, { events }, place);
    return 'ended';
  });
}
