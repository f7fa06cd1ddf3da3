import { isMailAddress } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { type JobContext, PermanentFailure } from '../ports/queue.ts';
import { renderMail } from './render-mail.ts';
import { stillTrue } from './still-true.ts';

/** Clocks of two machines differ a little: a job that runs this much early is in time. */
const EARLY_MS = 1000;

/**
 * Renders and sends; then the mail's secret is emptied. A mail that was sent is never sent again, and one that
 * tells what is no longer so is removed instead.
 */
export async function sendMail(
  parts: Pick<Parts, 'store' | 'mailer' | 'clock' | 'settings' | 'log'>,
  { mailId }: { mailId: string },
  job: Pick<JobContext, 'isLastAttempt'>,
): Promise<void> {
  const { store, mailer, clock, settings } = parts;
  const mail = await store.mail.get(mailId);
  // None: erased with its statement.
  if (mail === null || mail.state === 'sent') return;
  const now = clock.now();
  // The sweep finds it when its time has come.
  if (mail.sendAfter !== null && mail.sendAfter.getTime() - EARLY_MS > now.getTime()) return;
  if (!(await stillTrue(parts, mail))) {
    await store.mail.remove(mailId);
    parts.log.info('mail_not_needed', { mailId, kind: mail.kind });
    return;
  }
  const recipient = await store.mail.recipientOf(mail, now);
  const { email } = recipient;
  if (email === null) {
    await store.mail.markFailed(mailId, 'no_address', true);
    return;
  }
  if (!isMailAddress(email)) {
    await store.mail.markFailed(mailId, 'bad_address', true);
    throw new PermanentFailure('bad_address', 'the address of a mail is not one');
  }
  const text = renderMail(mail, recipient, { settings, now });
  if (text === null) {
    await store.mail.markFailed(mailId, 'incomplete', true);
    throw new PermanentFailure('incomplete', `mail of kind ${mail.kind} lacks what it is about`);
  }
  try {
    await mailer.send({ to: email, ...text });
  } catch (error) {
    await store.mail.markFailed(mailId, 'not_sent', job.isLastAttempt);
    throw error;
  }
  // Its statement was erased while it was being sent: the copy that is kept here goes after it.
  if (!(await store.mail.markSent(mailId, clock.now()))) await mailer.forget(email);
}
