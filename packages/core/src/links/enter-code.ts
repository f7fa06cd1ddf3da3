import { Problem } from '@rostrum/domain';
import { goodLink, knownLink } from './known-link.ts';
import { CODE_ATTEMPTS } from './limits.ts';
import { type OpenedDevice, openDevice } from './open-device.ts';
import type { LinkParts } from './open-link.ts';

/**
 * Opens a link on a further device with the newest mailed code.
 * @throws Problem link_unknown | link_expired | link_revoked | code_wrong | code_expired | not_allowed
 */
export async function enterCode(
  parts: LinkParts,
  { token, code }: { token: string; code: string },
): Promise<OpenedDevice> {
  const { store, signing, clock } = parts;
  const known = await knownLink(parts, token);
  const now = clock.now();
  const outcome = await store.transaction(async (tx) => {
    const link = goodLink(await tx.links.lock(known.id), now);
    const newest = await tx.links.newestCode(link.id);
    if (newest === null || newest.usedAt !== null || newest.expiresAt <= now) return 'code_expired';
    if (!(await tx.links.countAttempt(newest.id, CODE_ATTEMPTS))) return 'code_expired';
    // Returned, not thrown: the attempt must stay counted.
    if (!signing.verifyCode(code, link.id, newest.codeHash)) return 'code_wrong';
    await tx.links.useCode(newest.id, now);
    return await openDevice(tx, parts, link, { byCode: true, now });
  });
  if (typeof outcome === 'string') throw new Problem(outcome);
  return outcome;
}
