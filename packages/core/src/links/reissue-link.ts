import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { addSpeakerLink } from './add-link.ts';

/** Makes a new link and ends the earlier ones with their devices. @throws Problem not_allowed | not_found */
export async function reissueLink(
  {
    store,
    signing,
    clock,
    queue,
    settings,
  }: Pick<Parts, 'store' | 'signing' | 'clock' | 'queue' | 'settings'>,
  { actor, invitationId, mail }: { actor: Actor; invitationId: string; mail: boolean },
): Promise<{ token: string }> {
  const staff = requireStaff(actor);
  const now = clock.now();
  return await store.transaction(async (tx) => {
    found(await tx.invitations.byId(invitationId));
    if (mail && (await tx.invitations.email(invitationId)) === null) {
      throw new Problem('not_allowed', { detail: 'There is no e-mail address for this invitation.' });
    }
    const ended = await tx.links.revokeOfInvitation(invitationId, now);
    const { linkId, token } = await addSpeakerLink(
      tx,
      { signing, queue, settings },
      { invitationId, createdById: staff.userId, now, mail },
    );
    await tx.audit({
      action: 'link.reissued',
      actor,
      subject: { kind: 'invitation', id: invitationId },
      payload: { linkId, ended },
    });
    return { token };
  });
}
