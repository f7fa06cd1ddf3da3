import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { TAB_VALID_MS, TICKET_VALID_MS } from './limits.ts';
import { actorOfLink } from './open-device.ts';

/**
 * What a page is given beside its cookie when a mission's link was opened, for the case that no cookie comes back:
 * some networks take them away. It opens nothing by itself.
 */
export function ticketOf({ signing }: Pick<Parts, 'signing'>, deviceToken: string): string {
  const tokenHash = signing.hashToken(deviceToken);
  return `${tokenHash}.${signing.signTicket(tokenHash)}`;
}

/**
 * A delegate's session for the page itself, to be sent in a header. The same device, under another token: the
 * cookie's is void from here on, and with it the ticket, which can be used once.
 * @throws Problem sign_in_required
 */
export async function holdInTab(
  { store, signing, clock }: Pick<Parts, 'store' | 'signing' | 'clock'>,
  { ticket }: { ticket: string },
): Promise<{ token: string; expiresAt: Date }> {
  const [, tokenHash = '', vouched = ''] = /^([0-9a-f]{64})\.(.+)$/.exec(ticket) ?? [];
  if (!signing.verifyTicket(tokenHash, vouched)) throw new Problem('sign_in_required');
  const held = await store.links.deviceByTokenHash(tokenHash);
  const now = clock.now();
  if (held === null || held.device.revokedAt !== null || held.link.revokedAt !== null) {
    throw new Problem('sign_in_required');
  }
  const { device, link } = held;
  const late = now.getTime() > device.openedAt.getTime() + TICKET_VALID_MS;
  if (late || device.expiresAt <= now || actorOfLink(link, device.id).kind !== 'delegate') {
    throw new Problem('sign_in_required');
  }
  const token = signing.newToken();
  const expiresAt = new Date(Math.min(now.getTime() + TAB_VALID_MS, device.expiresAt.getTime()));
  const changed = await store.links.changeToken({ from: tokenHash, to: signing.hashToken(token), expiresAt });
  if (!changed) throw new Problem('sign_in_required');
  return { token, expiresAt };
}
