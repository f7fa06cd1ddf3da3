import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

/** Ends every link of an invitation, and the devices opened by them. @throws Problem not_allowed | not_found */
export async function revokeLinks(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, invitationId }: { actor: Actor; invitationId: string },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    found(await tx.invitations.byId(invitationId));
    const ended = await tx.links.revokeOfInvitation(invitationId, clock.now());
    await tx.audit({
      action: 'link.revoked',
      actor,
      subject: { kind: 'invitation', id: invitationId },
      payload: { ended },
    });
  });
}
