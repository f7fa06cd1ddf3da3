import { type Actor, Problem, type SpeakerKind, type SpeakerLanguage } from '@rostrum/domain';
import { askForCard } from '../cards/ask-for-card.ts';
import type { Parts } from '../parts.ts';
import { showAnew } from '../programmes/show-anew.ts';
import { assertNoPlace } from './assert-no-place.ts';
import { assertStill } from './assert-still.ts';
import { invitationFloorMs, reviewFloorMs } from './floor-of.ts';
import { sameName } from './import/read-invitation-row.ts';
import { isRemovable } from './plan-of.ts';
import { found, requireStaff } from './who-may.ts';

export interface InvitationPatch {
  organisation?: { name?: string; kind?: SpeakerKind; nhriStatus?: 'A' | 'B' | null };
  language?: SpeakerLanguage;
  deadlineAt?: Date | null;
}

/**
 * Corrects an invitation; what is not named stays. Who is the State and who is not decides over the floor time, so
 * that is changed only while nobody has opened the link.
 * @throws Problem not_allowed | not_found | statement_withdrawn | conflict | stale
 */
export async function changeInvitation(
  { store, clock, events, queue }: Pick<Parts, 'store' | 'clock' | 'events' | 'queue'>,
  {
    actor,
    invitationId,
    patch,
    seen,
  }: { actor: Actor; invitationId: string; patch: InvitationPatch; seen?: InvitationPatch },
): Promise<void> {
  requireStaff(actor);
  const { organisation: changed, ...own } = patch;
  await store.transaction(async (tx) => {
    const first = found(await tx.planning.invitation(invitationId, clock.now()));
    const review = found(await tx.reviews.lock(first.invitation.reviewId));
    // Before the statement, as publishing does: what is looked at is published as it was looked at.
    const programme = await tx.programmes.lock(review.id);
    await tx.statements.lock([first.statementId]);
    const place = found(await tx.planning.invitation(invitationId, clock.now()));
    if (place.statementState === 'withdrawn') throw new Problem('statement_withdrawn');
    const before = place.organisation;
    const { organisation: seenOrganisation, ...seenOwn } = seen ?? {};
    assertStill<NonNullable<InvitationPatch['organisation']>>(before, changed ?? {}, seenOrganisation);
    const { language, deadlineAt } = place.invitation;
    assertStill<{ language?: string; deadlineAt?: Date | null }>({ language, deadlineAt }, own, seenOwn);
    const after = { ...before, ...changed };
    // Two who change one each may have named a status for what is no institution by now.
    if (after.kind !== 'nhri') after.nhriStatus = null;
    const renamed = after.name !== before.name;
    if (renamed && sameName(after.name) !== sameName(before.name)) {
      await assertNoPlace(tx, review, after.name);
    }
    if ((after.kind === 'state') !== (before.kind === 'state')) {
      if (!isRemovable(place)) {
        throw new Problem('conflict', { detail: 'Its floor time was told already, and would be another.' });
      }
      const others = await tx.invitations.countSpeakers(review.id);
      const becomesSpeaker = after.kind !== 'state';
      const reviewMs = reviewFloorMs(review, others + (becomesSpeaker ? 1 : -1));
      if (becomesSpeaker) await tx.reviews.freeze(review.id, reviewMs, clock.now());
      else if (others === 1) await tx.planning.unfreeze(review.id);
      await tx.planning.updateInvitation(invitationId, {
        floorTimeMs: invitationFloorMs({ floorTimeMs: null }, after.kind, reviewMs),
      });
    }
    if (changed !== undefined) {
      const { name, kind, nhriStatus } = after;
      await tx.planning.updateOrganisation(before.id, { name, kind, nhriStatus });
    }
    const chosen = own.language === undefined ? {} : { languageChosen: true };
    if (Object.keys(own).length > 0) await tx.planning.updateInvitation(invitationId, { ...own, ...chosen });
    await tx.audit({
      action: 'invitation.changed',
      actor,
      subject: { kind: 'invitation', id: invitationId },
      // The name is not written down: it may be a person's.
      payload: {
        renamed,
        ...(changed === undefined ? {} : { kind: after.kind, status: after.nhriStatus }),
        ...(own.language === undefined ? {} : { language: own.language }),
        ...(own.deadlineAt === undefined ? {} : { deadlineAt: own.deadlineAt?.toISOString() ?? null }),
      },
    });
    // A published list of speakers names everybody, shown or not.
    if (renamed && programme !== null && (await tx.programmes.published(programme.id)) !== null) {
      await showAnew(tx, { events }, { programme, sessionId: review.sessionId });
    }
    const { statementId } = place;
    tx.afterCommit(() =>
      events.publish({
        sessionId: review.sessionId,
        reviewId: review.id,
        statementId,
        invitationId,
        what: 'statement',
      }),
    );
    if (renamed || own.language !== undefined) tx.afterCommit(() => askForCard({ queue }, statementId));
  });
}
