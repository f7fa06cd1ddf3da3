import { type Actor, type Audience, consentCovers, consentHolds, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { reviseAfterWithdrawal } from '../programmes/revise-after-withdrawal.ts';
import { found, requireSpeaker } from '../sessions/who-may.ts';
import { announceStatement } from './announce-statement.ts';

/**
 * Who may see the statement, and until when. Where it is shown to more than that, it leaves the
 * programme in the same transaction. @throws Problem not_allowed | not_found | statement_withdrawn
 */
export async function setConsent(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  {
    actor,
    audience,
    endsAt,
    masterAllowed,
  }: {
    actor: Actor;
    audience: Audience;
    endsAt: Date | null;
    masterAllowed: boolean;
  },
): Promise<void> {
  const speaker = requireSpeaker(actor);
  const now = clock.now();
  await store.transaction(async (tx) => {
    const place = found(await tx.statements.contextOfInvitation(speaker.invitationId));
    const programme = await tx.programmes.lock(place.review.id);
    const [statement] = await tx.statements.lock([place.statement.id]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    await tx.invitations.setConsent(place.invitation.id, { audience, endsAt, givenAt: now, masterAllowed });
    await tx.audit({
      action: 'invitation.consent_given',
      actor,
      subject: { kind: 'invitation', id: place.invitation.id },
      payload: { audience, endsAt: endsAt?.toISOString() ?? null, masterAllowed },
    });
    const covered = consentHolds(endsAt, now) && consentCovers(audience, programme?.audience ?? 'missions');
    if (programme !== null && !covered) {
      await reviseAfterWithdrawal(
        tx,
        { events, clock },
        {
          programme,
          sessionId: place.session.id,
          statementId: place.statement.id,
          actor,
          cause: 'consent_ended',
        },
      );
    }
    announceStatement(tx, { events }, place);
  });
}
