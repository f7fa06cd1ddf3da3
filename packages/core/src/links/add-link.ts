import { newId } from '@rostrum/domain';
import { queueMail } from '../mail/queue-mail.ts';
import type { Parts } from '../parts.ts';
import type { Tx } from '../ports/store.ts';
import { delegateLink, speakerLink } from './addresses.ts';
import { LINK_VALID_MS } from './limits.ts';

type LinkParts = Pick<Parts, 'signing' | 'queue' | 'settings'>;

export async function addSpeakerLink(
  tx: Tx,
  { signing, queue, settings }: LinkParts,
  {
    invitationId,
    createdById,
    now,
    mail,
  }: {
    invitationId: string;
    createdById: string | null;
    now: Date;
    mail: boolean;
  },
): Promise<{ linkId: string; token: string }> {
  const linkId = newId();
  const token = signing.newToken();
  await tx.links.add({
    id: linkId,
    purpose: 'speaker',
    tokenHash: signing.hashToken(token),
    invitationId,
    missionId: null,
    sessionId: null,
    email: null,
    expiresAt: new Date(now.getTime() + LINK_VALID_MS),
    createdById,
  });
  if (mail) {
    const secret = { link: speakerLink(settings, token) };
    await queueMail(tx, { queue }, { kind: 'speaker_link', invitationId, linkId, secret, createdAt: now });
  }
  return { linkId, token };
}

export async function addDelegateLink(
  tx: Tx,
  { signing, queue, settings }: LinkParts,
  {
    missionId,
    sessionId,
    email,
    createdById,
    now,
  }: {
    missionId: string;
    sessionId: string;
    email: string | null;
    createdById: string | null;
    now: Date;
  },
): Promise<{ linkId: string; token: string }> {
  const linkId = newId();
  const token = signing.newToken();
  await tx.links.add({
    id: linkId,
    purpose: 'delegate',
    tokenHash: signing.hashToken(token),
    invitationId: null,
    missionId,
    sessionId,
    email,
    expiresAt: new Date(now.getTime() + LINK_VALID_MS),
    createdById,
  });
  if (email !== null) {
    const secret = { link: delegateLink(settings, token) };
    await queueMail(tx, { queue }, { kind: 'delegate_link', linkId, secret, createdAt: now });
  }
  return { linkId, token };
}
