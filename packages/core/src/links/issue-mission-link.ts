import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { addDelegateLink } from './add-link.ts';

/** Makes a mission's link to a session's programmes; earlier ones stay good. @throws Problem not_allowed | not_found */
export async function issueMissionLink(
  {
    store,
    signing,
    clock,
    queue,
    settings,
  }: Pick<Parts, 'store' | 'signing' | 'clock' | 'queue' | 'settings'>,
  {
    actor,
    missionId,
    sessionId,
    email,
  }: { actor: Actor; missionId: string; sessionId: string; email: string | null },
): Promise<{ token: string }> {
  const staff = requireStaff(actor);
  const now = clock.now();
  return await store.transaction(async (tx) => {
    found(await tx.missions.byId(missionId));
    found(await tx.reviews.session(sessionId));
    const { linkId, token } = await addDelegateLink(
      tx,
      { signing, queue, settings },
      { missionId, sessionId, email, createdById: staff.userId, now },
    );
    await tx.audit({
      action: 'link.issued',
      actor,
      subject: { kind: 'mission', id: missionId },
      payload: { linkId, sessionId },
    });
    return { token };
  });
}
