import { type Actor, Problem } from '@rostrum/domain';
import { voidAddresses } from '../access/end-windows.ts';
import type { Parts } from '../parts.ts';
import type { StandingLink } from '../ports/store/links.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

/**
 * Ends a mission's links to a session, and the devices opened by them. Addresses that were handed out stay good for
 * as long as they are signed for: they are the same for all missions, and what plays elsewhere without a page of ours
 * would stop for every one of them.
 * @throws Problem not_allowed | not_found
 */
export async function revokeMissionLinks(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, missionId, sessionId }: { actor: Actor; missionId: string; sessionId: string },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    found(await tx.missions.byId(missionId));
    const ended = await tx.links.revokeOfMission(missionId, sessionId, clock.now());
    await tx.audit({
      action: 'link.revoked',
      actor,
      subject: { kind: 'mission', id: missionId },
      payload: { sessionId, ended },
    });
  });
}

/**
 * Ends one link of a mission, and the devices opened by it; its others stay good.
 * @throws Problem not_allowed | not_found (another's, a speaker's, or none)
 */
export async function revokeMissionLink(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, linkId }: { actor: Actor; linkId: string },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    const link = await tx.links.lock(linkId);
    if (link === null || link.missionId === null) throw new Problem('not_found');
    const ended = await tx.links.revoke(linkId, clock.now());
    await tx.audit({
      action: 'link.revoked',
      actor,
      subject: { kind: 'mission', id: link.missionId },
      payload: { sessionId: link.sessionId, linkId, ended },
    });
  });
}

/**
 * Ends the links of every mission to a session, and every address of its programmes that was handed out.
 * @returns how many links @throws Problem not_allowed | not_found
 */
export async function revokeSessionLinks(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, sessionId }: { actor: Actor; sessionId: string },
): Promise<{ ended: number }> {
  requireStaff(actor);
  return await store.transaction(async (tx) => {
    found(await tx.reviews.lockSession(sessionId));
    const ended = await tx.links.revokeOfSession(sessionId, clock.now());
    await voidAddresses(tx, { events }, sessionId);
    await tx.audit({
      action: 'link.revoked',
      actor,
      subject: { kind: 'session', id: sessionId },
      payload: { ended },
    });
    return { ended };
  });
}

/** The links of a mission to a session that are good now, newest first. @throws Problem not_found */
export async function missionLinksOf(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { missionId, sessionId }: { missionId: string; sessionId: string },
): Promise<StandingLink[]> {
  found(await store.missions.byId(missionId));
  found(await store.reviews.session(sessionId));
  return await store.links.ofMission(missionId, sessionId, clock.now());
}
