import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { dayOf } from './longest-unused.ts';
import { actorOfLink } from './open-device.ts';

/** Who a device's cookie stands for; null where it, or the link that opened it, has ended. */
export async function actorOfDevice(
  { store, signing, clock }: Pick<Parts, 'store' | 'signing' | 'clock'>,
  deviceToken: string,
): Promise<Actor | null> {
  const held = await store.links.deviceByTokenHash(signing.hashToken(deviceToken));
  if (held === null) return null;
  const { device, link } = held;
  const now = clock.now();
  if (device.revokedAt !== null || device.expiresAt <= now) return null;
  if (link.revokedAt !== null || link.expiresAt <= now) return null;
  // Of a speaker's device nobody needs to know it, so it is not written.
  if (link.purpose === 'delegate') {
    const today = dayOf(now);
    if (device.lastSeenAt.getTime() !== today.getTime()) await store.links.seen(device.id, today);
  }
  return actorOfLink(link, device.id);
}
