import {
  type Actor,
  DEVICES_PER_LINK,
  newId,
  OPENINGS_PER_LINK,
  OPENINGS_WITHIN_MS,
  Problem,
} from '@rostrum/domain';
import { queueMail } from '../mail/queue-mail.ts';
import type { Parts } from '../parts.ts';
import type { LinkPurpose, LinkRecord } from '../ports/store/links.ts';
import type { Tx } from '../ports/store.ts';
import { DEVICE_VALID_MS } from './limits.ts';
import { dayOf, longestUnused } from './longest-unused.ts';

export interface OpenedDevice {
  outcome: 'open';
  purpose: LinkPurpose;
  /** Whose link it is; null for a mission's. */
  invitationId: string | null;
  /** For the cookie; kept hashed here. */
  deviceToken: string;
  expiresAt: Date;
}

export function actorOfLink(link: LinkRecord, deviceId: string): Actor {
  if (link.purpose === 'speaker' && link.invitationId !== null) {
    return { kind: 'speaker', invitationId: link.invitationId, deviceId };
  }
  if (link.purpose === 'delegate' && link.missionId !== null && link.sessionId !== null) {
    return { kind: 'delegate', missionId: link.missionId, sessionId: link.sessionId, deviceId };
  }
  throw new Error('a link without its invitation or mission');
}

/**
 * No more devices than may be open at once. A speaker's are refused. Of a mission's, whose browsers may forget them,
 * the one that was unused longest is ended, and a link that went from hand to hand is refused for the day.
 */
async function makeRoom(tx: Tx, link: LinkRecord, now: Date): Promise<void> {
  const devices = await tx.links.openDevices(link.id, now);
  if (link.purpose === 'speaker') {
    if (devices.length < DEVICES_PER_LINK) return;
    throw new Problem('not_allowed', {
      detail: 'This link is open on too many devices. Please ask the secretariat for a new one.',
    });
  }
  const since = new Date(now.getTime() - OPENINGS_WITHIN_MS);
  if ((await tx.links.countOpenings(link.id, since)) >= OPENINGS_PER_LINK) {
    throw new Problem('too_many_requests', {
      detail: 'This link was opened too often today. Please ask the secretariat for a new one.',
    });
  }
  const unused = devices.length < DEVICES_PER_LINK ? undefined : longestUnused(devices);
  if (unused !== undefined) await tx.links.revokeDevice(unused.id, now);
}

/**
 * Opens the link on one more device. The link's row must be locked. A further device is told to the
 * link's owner by mail and to the coordinators by an event and the audit.
 */
export async function openDevice(
  tx: Tx,
  { signing, queue, events }: Pick<Parts, 'signing' | 'queue' | 'events'>,
  link: LinkRecord,
  { byCode, now }: { byCode: boolean; now: Date },
): Promise<OpenedDevice> {
  await makeRoom(tx, link, now);
  const deviceId = newId();
  const deviceToken = signing.newToken();
  const expiresAt = new Date(Math.min(now.getTime() + DEVICE_VALID_MS, link.expiresAt.getTime()));
  await tx.links.addDevice({
    id: deviceId,
    linkId: link.id,
    tokenHash: signing.hashToken(deviceToken),
    openedAt: now,
    lastSeenAt: link.purpose === 'delegate' ? dayOf(now) : now,
    expiresAt,
    byCode,
  });
  const further = link.firstUsedAt !== null;
  if (!further) await tx.links.setFirstUsed(link.id, now);
  const actor = actorOfLink(link, deviceId);
  await tx.audit({
    action: 'link.device_opened',
    actor,
    subject:
      actor.kind === 'speaker'
        ? { kind: 'invitation', id: actor.invitationId }
        : { kind: 'mission', id: link.missionId ?? '' },
    payload: { linkId: link.id, deviceId, byCode },
  });
  if (further && byCode) {
    await queueMail(
      tx,
      { queue },
      {
        kind: actor.kind === 'speaker' ? 'new_device' : 'delegate_device',
        invitationId: link.invitationId,
        linkId: link.id,
        createdAt: now,
      },
    );
  }
  if (actor.kind === 'speaker') {
    const place = await tx.statements.contextOfInvitation(actor.invitationId);
    if (place !== null) {
      tx.afterCommit(() =>
        events.publish({
          sessionId: place.session.id,
          reviewId: place.review.id,
          statementId: place.statement.id,
          invitationId: actor.invitationId,
          what: 'device',
        }),
      );
    }
  }
  const { purpose, invitationId } = link;
  return { outcome: 'open', purpose, invitationId, deviceToken, expiresAt };
}
