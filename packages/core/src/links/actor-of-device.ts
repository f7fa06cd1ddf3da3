import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { SEEN_EVERY_MS } from './limits.ts';
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
  if (now.getTime() - device.lastSeenAt.getTime() >= SEEN_EVERY_MS) await store.links.seen(device.id, now);
  return actorOfLink(link, device.id);
}
