import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { assertStill } from './assert-still.ts';
import { found, requireStaff } from './who-may.ts';

/**
 * The address of an invitation: where its link, its codes and its news go. What is kept of mails to the
 * earlier one is removed: erasing knows the last address alone.
 * @throws Problem not_allowed | not_found | statement_withdrawn | stale
 */
export async function setContact(
  { store, mailer }: Pick<Parts, 'store' | 'mailer'>,
  {
    actor,
    invitationId,
    email,
    seen,
  }: { actor: Actor; invitationId: string; email: string | null; seen?: { email?: string | null } },
): Promise<void> {
  requireStaff(actor);
  await store.transaction(async (tx) => {
    const { id } = found(await tx.statements.byInvitation(invitationId));
    const [statement] = await tx.statements.lock([id]);
    // Nothing may come back of what was erased.
    if (statement === undefined || statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const earlier = await tx.invitations.email(invitationId);
    if (earlier === email) return;
    assertStill<{ email?: string | null }>({ email: earlier }, { email }, seen);
    await tx.invitations.setEmail(invitationId, email);
    await tx.audit({
      action: 'invitation.contact_set',
      actor,
      subject: { kind: 'invitation', id: invitationId },
      payload: { given: email !== null },
    });
    if (earlier !== null) {
      tx.afterCommit(async () => {
        await mailer.forget(earlier);
      });
    }
  });
}
