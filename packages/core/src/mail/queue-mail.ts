import { newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { NewMail } from '../ports/store/mail.ts';
import type { Tx } from '../ports/store.ts';

/** Writes down, in the caller's transaction, that a mail is to go out; its job follows the commit. */
export async function queueMail(
  tx: Tx,
  parts: Pick<Parts, 'queue' | 'clock'>,
  mail: Omit<NewMail, 'id' | 'createdAt'>,
): Promise<string> {
  const mailId = newId();
  await tx.mail.add({ ...mail, id: mailId, createdAt: parts.clock.now() });
  tx.afterCommit(() => parts.queue.add('mail.send', { mailId }));
  return mailId;
}
