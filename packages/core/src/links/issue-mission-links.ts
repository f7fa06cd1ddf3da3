import { type Actor, newId } from '@rostrum/domain';
import { queueMails } from '../mail/queue-mails.ts';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { delegateLink } from './addresses.ts';
import { LINK_VALID_MS } from './limits.ts';

export interface IssuedMissionLink {
  missionId: string;
  stateCode: string;
  name: string;
  email: string | null;
  /** Of one that is not mailed: shown once; kept hashed. */
  link: string | null;
  mailed: boolean;
}

/**
 * Makes a link to a session's programmes for every mission that has none that is good, in one statement: asked for
 * twice, even at once, each has one. Where they are to be mailed and the address of a mission is known, its link is
 * bound to that address, as one that was issued to an address is: a further device asks for a code sent there.
 * @throws Problem not_allowed | not_found
 */
export async function issueMissionLinks(
  {
    store,
    signing,
    clock,
    queue,
    settings,
  }: Pick<Parts, 'store' | 'signing' | 'clock' | 'queue' | 'settings'>,
  { actor, sessionId, mail }: { actor: Actor; sessionId: string; mail: boolean },
): Promise<IssuedMissionLink[]> {
  const staff = requireStaff(actor);
  const now = clock.now();
  return await store.transaction(async (tx) => {
    // Whoever makes them at the same time waits, and finds them made.
    found(await tx.reviews.lockSession(sessionId));
    const without = (await tx.missions.withLinks(sessionId, now)).filter(({ links }) => links === 0);
    if (without.length === 0) return [];
    const made = without.map(({ id: missionId, stateCode, name, email }) => {
      const token = signing.newToken();
      const address = delegateLink(settings, token);
      const mailed = mail && email !== null;
      const issued = { missionId, stateCode, name, email, link: mailed ? null : address, mailed };
      return { linkId: newId(), token, address, issued };
    });
    await tx.links.addMany(
      made.map(({ linkId, token, issued: { missionId, email, mailed } }) => ({
        id: linkId,
        purpose: 'delegate',
        tokenHash: signing.hashToken(token),
        invitationId: null,
        missionId,
        sessionId,
        email: mailed ? email : null,
        expiresAt: new Date(now.getTime() + LINK_VALID_MS),
        createdById: staff.userId,
      })),
    );
    await queueMails(
      tx,
      { queue },
      made.flatMap(({ linkId, address, issued }) =>
        issued.mailed
          ? [{ kind: 'delegate_link' as const, linkId, secret: { link: address }, createdAt: now }]
          : [],
      ),
    );
    const mailed = made.filter(({ issued }) => issued.mailed).length;
    await tx.audit({
      action: 'link.issued_to_missions',
      actor,
      subject: { kind: 'session', id: sessionId },
      payload: { links: made.length, mailed },
    });
    return made.map(({ issued }) => issued);
  });
}
