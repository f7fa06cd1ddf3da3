import {
  type Actor,
  type Appearance,
  type Audience,
  cleanName,
  consentCovers,
  consentHolds,
  mustAccept,
  Problem,
  unmetBy,
} from '@rostrum/domain';
import { askForCard } from '../cards/ask-for-card.ts';
import type { Parts } from '../parts.ts';
import type { Acceptance, InvitationRecord } from '../ports/store/invitations.ts';
import type { RevisionWithItems } from '../ports/store/programmes.ts';
import type { Tx } from '../ports/store.ts';
import { audienceOf } from '../programmes/audience-of.ts';
import { reviseAfterWithdrawal } from '../programmes/revise-after-withdrawal.ts';
import { showAnew } from '../programmes/show-anew.ts';
import { found, requireSpeaker } from '../sessions/who-may.ts';
import { announceStatement } from './announce-statement.ts';

export interface NewConsent {
  actor: Actor;
  audience: Audience;
  endsAt: Date | null;
  masterAllowed: boolean;
  appearance: Appearance;
  /** Under which the speaker appears; forgotten where they do not. */
  speakerName: string | null;
  /** The words that are agreed to now; null where the current ones were agreed to before. */
  accepted: Acceptance | null;
}

/**
 * Who may see the statement and until when, and how its speaker appears. Where it is shown to more than that,
 * or otherwise, it leaves the programme in the same transaction.
 * @throws Problem not_allowed | not_found | statement_withdrawn | consent_name_missing |
 *   consent_text_changed | consent_end_passed | speaker_name_missing
 */
export async function setConsent(
  { store, clock, events, queue }: Pick<Parts, 'store' | 'clock' | 'events' | 'queue'>,
  { actor, audience, endsAt, masterAllowed, appearance, ...given }: NewConsent,
): Promise<void> {
  const speaker = requireSpeaker(actor);
  const now = clock.now();
  const speakerName = appearance.named === 'name' ? cleanName(given.speakerName ?? '') : null;
  if (speakerName === '') throw new Problem('speaker_name_missing');
  await store.transaction(async (tx) => {
    const place = found(await tx.statements.contextOfInvitation(speaker.invitationId));
    const programme = await tx.programmes.lock(place.review.id);
    const [statement] = await tx.statements.lock([place.statement.id]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const before = found(await tx.invitations.byId(place.invitation.id));
    // Forms that do not ask for the day send the one that stands, which may have passed since.
    const chosen = endsAt?.getTime() !== before.consentEndsAt?.getTime();
    if (chosen && !consentHolds(endsAt, now)) throw new Problem('consent_end_passed');
    const accepted = acceptedNow(given.accepted, before);
    const nameShown = (await tx.invitations.shownNames(place.review.id)).get(place.statement.id) ?? null;
    await tx.invitations.setConsent(before.id, {
      audience,
      endsAt,
      givenAt: accepted === null ? (before.consentGivenAt ?? now) : now,
      masterAllowed,
      appearance,
      speakerName,
      accepted,
    });
    await tx.audit({
      action: 'invitation.consent_given',
      actor,
      subject: { kind: 'invitation', id: before.id },
      payload: {
        audience,
        endsAt: endsAt?.toISOString() ?? null,
        masterAllowed,
        ...appearance,
        textVersion: accepted?.textVersion ?? before.consentTextVersion,
      },
    });
    // Whose face is hidden, their portrait goes from the card of sound alone as well.
    const cardChanges = nameShown !== speakerName || before.appearance.face !== appearance.face;
    const published = programme && (await tx.programmes.published(programme.id));
    // Whom it is shown to, and not whom it may be meant for one day: that leaves it to the next publication.
    const shownTo = programme === null ? 'missions' : audienceOf(programme, published);
    const covered = consentHolds(endsAt, now) && consentCovers(audience, shownTo);
    const soundOnly = await showsSoundOnly(tx, published, place.statement.id);
    if (programme !== null && !(covered && unmetBy(appearance, { soundOnly }).length === 0)) {
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
    } else if (programme !== null && cardChanges) {
      await showAnew(tx, { events }, { programme, sessionId: place.session.id });
    }
    announceStatement(tx, { events }, place);
    const { id: statementId } = place.statement;
    if (cardChanges) tx.afterCommit(() => askForCard({ queue }, statementId));
  });
}

/** Is what the programme shows of a statement sound alone? Where it shows nothing of it, nothing depends on it. */
async function showsSoundOnly(
  tx: Tx,
  published: RevisionWithItems | null,
  statementId: string,
): Promise<boolean> {
  const shown = published?.items.find((item) => item.statementId === statementId)?.cutId ?? null;
  if (shown === null) return false;
  const [cut] = await tx.programmes.media([shown]);
  return cut?.soundOnly === true;
}

/** @throws Problem consent_name_missing | consent_text_changed */
function acceptedNow(given: Acceptance | null, before: InvitationRecord): Acceptance | null {
  if (given === null) {
    if (!mustAccept({ textVersion: before.consentTextVersion })) return null;
    throw new Problem(before.consentTextVersion === null ? 'consent_name_missing' : 'consent_text_changed');
  }
  if (mustAccept(given)) throw new Problem('consent_text_changed');
  const name = cleanName(given.name);
  if (name === '') throw new Problem('consent_name_missing');
  return { ...given, name };
}
