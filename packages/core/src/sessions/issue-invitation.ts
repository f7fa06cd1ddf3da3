import {
  type Actor,
  DEFAULT_APPEARANCE,
  newId,
  type SpeakerKind,
  type SpeakerLanguage,
} from '@rostrum/domain';
import { addSpeakerLink } from '../links/add-link.ts';
import type { Parts } from '../parts.ts';
import { assertNoPlace } from './assert-no-place.ts';
import { invitationFloorMs, reviewFloorMs } from './floor-of.ts';
import { found, requireStaff } from './who-may.ts';

export interface NewInvitation {
  actor: Actor;
  reviewId: string;
  organisation: { name: string; kind: SpeakerKind; nhriStatus: 'A' | 'B' | null };
  email: string | null;
  /** Null where nobody chose: the browser does in which the link is opened first. */
  language: SpeakerLanguage | null;
  deadlineAt: Date | null;
  /** In place of the SuR's own. */
  floorTimeMs?: number;
}

/**
 * Gives an organisation a place in the pre-session and makes its link, mailed where there is an address.
 * The first invitation freezes the SuR's floor time: nobody is given less than another was told.
 * @throws Problem not_allowed | not_found | conflict
 */
export async function issueInvitation(
  {
    store,
    signing,
    clock,
    queue,
    events,
    settings,
  }: Pick<Parts, 'store' | 'signing' | 'clock' | 'queue' | 'events' | 'settings'>,
  { actor, reviewId, organisation, email, language, deadlineAt, floorTimeMs }: NewInvitation,
): Promise<{ invitationId: string; statementId: string; token: string }> {
  const staff = requireStaff(actor);
  const now = clock.now();
  const invitationId = newId();
  const statementId = newId();
  const organisationId = newId();
  const { token } = await store.transaction(async (tx) => {
    const review = found(await tx.reviews.lock(reviewId));
    await assertNoPlace(tx, review, organisation.name);
    const speakers = await tx.invitations.countSpeakers(reviewId);
    const reviewMs = reviewFloorMs(review, speakers + (organisation.kind === 'state' ? 0 : 1));
    // The State's own two minutes say nothing about the others' share.
    if (organisation.kind !== 'state') await tx.reviews.freeze(reviewId, reviewMs, now);
    const own = { floorTimeMs: floorTimeMs ?? null };
    await tx.invitations.add(
      {
        id: invitationId,
        reviewId,
        organisationId,
        floorTimeMs: invitationFloorMs(own, organisation.kind, reviewMs),
        deadlineAt,
        language: language ?? 'en',
        languageChosen: language !== null,
        consentAudience: 'missions',
        consentEndsAt: null,
        consentGivenAt: null,
        masterAllowed: false,
        appearance: DEFAULT_APPEARANCE,
        consentTextVersion: null,
        consentTextLanguage: null,
        invitedAt: now,
      },
      { id: organisationId, ...organisation },
      email,
    );
    await tx.statements.add({ id: statementId, invitationId });
    await tx.audit({
      action: 'invitation.issued',
      actor,
      subject: { kind: 'invitation', id: invitationId },
      payload: { reviewId, statementId },
    });
    const link = await addSpeakerLink(
      tx,
      { signing, queue, settings },
      { invitationId, createdById: staff.userId, now, mail: email !== null },
    );
    tx.afterCommit(() =>
      events.publish({ sessionId: review.sessionId, reviewId, statementId, invitationId, what: 'statement' }),
    );
    return link;
  });
  return { invitationId, statementId, token };
}
