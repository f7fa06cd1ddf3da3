import { newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { NewMail } from '../ports/store/mail.ts';
import type { Tx } from '../ports/store.ts';

/**
 * Writes down, in the caller's transaction, that a mail is to go out; its job follows the commit, and waits
 * as long as the mail is held back. What was told once already is not written again:
 * false.
 */
export async function queueMail(
  tx: Tx,
  { queue }: Pick<Parts, 'queue'>,
  mail: Omit<NewMail, 'id'>,
): Promise<boolean> {
  const mailId = newId();
  if (!(await tx.mail.add({ ...mail, id: mailId }))) return false;
  const delayMs = (mail.sendAfter?.getTime() ?? 0) - mail.createdAt.getTime();
  tx.afterCommit(() => queue.add('mail.send', { mailId }, delayMs > 0 ? { delayMs } : {}));
  return true;
}
