import type { Parts } from '../parts.ts';
import type { Tx } from '../ports/store.ts';
import { queueMail } from './queue-mail.ts';

/**
 * Tells speakers that they are shown: once for each statement, by whichever revision shows it first. Held back
 * like a decision, since a programme that is taken from view at once is told to nobody.
 */
export async function mailPublished(
  tx: Tx,
  { queue, settings }: Pick<Parts, 'queue' | 'settings'>,
  { invitationIds, now }: { invitationIds: readonly string[]; now: Date },
): Promise<void> {
  for (const invitationId of invitationIds) {
    if ((await tx.invitations.email(invitationId)) === null) continue;
    await queueMail(
      tx,
      { queue },
      {
        kind: 'published',
        invitationId,
        once: `published:${invitationId}`,
        sendAfter: new Date(now.getTime() + settings.mail.decisionDelayMs),
        createdAt: now,
      },
    );
  }
}
