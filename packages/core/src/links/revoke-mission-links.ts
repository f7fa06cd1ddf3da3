import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

/** Ends a mission's links to a session, and the devices opened by them. @throws Problem not_allowed | not_found */
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
