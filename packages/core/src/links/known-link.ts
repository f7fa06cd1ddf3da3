import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { LinkRecord } from '../ports/store/links.ts';

/**
 * The link of a token. Whether it has expired or was revoked is told only to who holds a real token;
 * everything else is unknown, whatever is wrong with it. The look-up is by the hash of 256 random
 * bits, so its time tells nothing about a token that exists.
 * @throws Problem link_unknown | link_expired | link_revoked
 */
export async function knownLink(
  { store, signing, clock }: Pick<Parts, 'store' | 'signing' | 'clock'>,
  token: string,
): Promise<LinkRecord> {
  const link = await store.links.byTokenHash(signing.hashToken(token));
  return goodLink(link, clock.now());
}

/** @throws Problem link_unknown | link_expired | link_revoked */
export function goodLink(link: LinkRecord | null, now: Date): LinkRecord {
  if (link === null) throw new Problem('link_unknown');
  if (link.revokedAt !== null) throw new Problem('link_revoked');
  if (link.expiresAt <= now) throw new Problem('link_expired');
  return link;
}
