import { newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { NewMail } from '../ports/store/mail.ts';
import type { Tx } from '../ports/store.ts';

const JOBS_AT_ONCE = 16;

/** As `queueMail`, of many in one statement. Jobs that could not be added the sweep finds. */
export async function queueMails(
  tx: Tx,
  { queue }: Pick<Parts, 'queue'>,
  mails: readonly Omit<NewMail, 'id' | 'once' | 'sendAfter'>[],
): Promise<void> {
  if (mails.length === 0) return;
  const written = mails.map((mail) => ({ ...mail, id: newId() }));
  await tx.mail.addMany(written);
  tx.afterCommit(async () => {
    for (let at = 0; at < written.length; at += JOBS_AT_ONCE) {
      const some = written.slice(at, at + JOBS_AT_ONCE);
      await Promise.all(some.map(({ id }) => queue.add('mail.send', { mailId: id })));
    }
  });
}
