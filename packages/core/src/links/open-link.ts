import { newId, Problem, type SpeakerLanguage } from '@rostrum/domain';
import { queueMail } from '../mail/queue-mail.ts';
import type { Parts } from '../parts.ts';
import type { LinkPurpose, LinkRecord } from '../ports/store/links.ts';
import type { Tx } from '../ports/store.ts';
import { goodLink, knownLink } from './known-link.ts';
import { CODE_ATTEMPTS, CODE_RESEND_MS, CODE_VALID_MS, CODE_WINDOW_MS, CODES_PER_HOUR } from './limits.ts';
import { type OpenedDevice, openDevice } from './open-device.ts';

export type LinkParts = Pick<Parts, 'store' | 'signing' | 'clock' | 'queue' | 'events'>;
export type LinkOpening = OpenedDevice | { outcome: 'code_required'; purpose: LinkPurpose };

/**
 * Opens a link: on the device that has it open already, on the first device, or, by a one-time code
 * mailed to the link's owner, on a further one. Where nobody chose a speaker's language, the first opening does.
 * @throws Problem link_unknown | link_expired | link_revoked | not_allowed | too_many_requests
 */
export async function openLink(
  parts: LinkParts,
  {
    token,
    deviceToken,
    language = null,
  }: {
    token: string;
    deviceToken: string | null;
    /** That of the page or browser in which it is opened; null where that is none of ours. */
    language?: SpeakerLanguage | null;
  },
): Promise<LinkOpening> {
  const { store, signing, clock } = parts;
  const known = await knownLink(parts, token);
  const now = clock.now();
  if (deviceToken !== null) {
    const held = await store.links.deviceByTokenHash(signing.hashToken(deviceToken));
    if (held?.link.id === known.id && held.device.revokedAt === null && held.device.expiresAt > now) {
      const { purpose, invitationId } = known;
      return { outcome: 'open', purpose, invitationId, deviceToken, expiresAt: held.device.expiresAt };
    }
  }
  return await store.transaction(async (tx) => {
    const link = goodLink(await tx.links.lock(known.id), now);
    if (link.firstUsedAt === null) {
      if (link.invitationId !== null && language !== null) {
        await tx.invitations.takeLanguage(link.invitationId, language);
      }
      return await openDevice(tx, parts, link, { byCode: false, now });
    }
    // A mission is several people who share its link; without an address there is nobody to mail a code
    // to, and nothing but published programmes to be seen. Their number is limited instead.
    if (link.purpose === 'delegate' && link.email === null) {
      return await openDevice(tx, parts, link, { byCode: false, now });
    }
    await mailCode(tx, parts, link, now);
    return { outcome: 'code_required', purpose: link.purpose };
  });
}

async function mailCode(
  tx: Tx,
  { signing, queue }: Pick<Parts, 'signing' | 'queue'>,
  link: LinkRecord,
  now: Date,
): Promise<void> {
  const email = link.invitationId === null ? link.email : await tx.invitations.email(link.invitationId);
  if (email === null) {
    throw new Problem('not_allowed', {
      detail:
        'This link is open on another device, and we have no address to send a code to. Please ask the secretariat for a new link.',
    });
  }
  const newest = await tx.links.newestCode(link.id);
  const usable =
    newest !== null && newest.usedAt === null && newest.expiresAt > now && newest.attempts < CODE_ATTEMPTS;
  if (usable && newest.createdAt.getTime() + CODE_RESEND_MS > now.getTime()) return;
  const since = new Date(now.getTime() - CODE_WINDOW_MS);
  if ((await tx.links.countCodesSince(link.id, since)) >= CODES_PER_HOUR) {
    if (usable) return;
    throw new Problem('too_many_requests');
  }
  const code = signing.newCode();
  await tx.links.addCode({
    id: newId(),
    linkId: link.id,
    // Bound to its link: the same digits for another link hash to something else.
    codeHash: signing.hashCode(code, link.id),
    expiresAt: new Date(now.getTime() + CODE_VALID_MS),
    createdAt: now,
  });
  await queueMail(
    tx,
    { queue },
    {
      kind: link.purpose === 'speaker' ? 'speaker_code' : 'delegate_code',
      invitationId: link.invitationId,
      linkId: link.id,
      secret: { code },
      createdAt: now,
    },
  );
}
