import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { type SpeakerActor, takeFor } from '../takes/own-take.ts';
import { queueMail } from './queue-mail.ts';

const HOUR_MS = 3_600_000;

/**
 * Mails the signed receipt of a take to its speaker, who asked for it. Asking again within the hour sends
 * nothing more. @throws Problem not_found, also while nothing was received | statement_withdrawn |
 *   not_allowed: there is no address
 */
export async function mailReceipt(
  { store, queue, clock }: Pick<Parts, 'store' | 'queue' | 'clock'>,
  { actor, takeId }: { actor: SpeakerActor; takeId: string },
): Promise<void> {
  const now = clock.now();
  await store.transaction(async (tx) => {
    const { take, context } = await takeFor(tx, actor, takeId);
    // Holds the row: nothing may be written after its erasure.
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    if ((await tx.receipts.get(takeId)) === null) throw new Problem('not_found');
    const invitationId = context.invitation.id;
    if ((await tx.invitations.email(invitationId)) === null) {
      throw new Problem('not_allowed', {
        detail: 'We have no address to send the receipt to. You can download it on your page.',
      });
    }
    const hour = Math.floor(now.getTime() / HOUR_MS);
    await queueMail(
      tx,
      { queue },
      {
        kind: 'received',
        invitationId,
        secret: { takeId },
        once: `received:${takeId}:${hour}`,
        createdAt: now,
      },
    );
  });
}
