import type { Parts } from '../parts.ts';
import { type JobContext, PermanentFailure } from '../ports/queue.ts';
import { renderMail } from './render-mail.ts';

/** Renders and sends; then the mail's secret is emptied. A mail that was sent is never sent again. */
export async function sendMail(
  parts: Pick<Parts, 'store' | 'mailer' | 'clock'>,
  { mailId }: { mailId: string },
  job: Pick<JobContext, 'isLastAttempt'>,
): Promise<void> {
  const mail = await parts.store.mail.get(mailId);
  // None: erased with its statement.
  if (mail === null || mail.state === 'sent') return;
  const recipient = await parts.store.mail.recipientOf(mail);
  if (recipient.email === null) {
    await parts.store.mail.markFailed(mailId, 'no_address', true);
    return;
  }
  const text = renderMail(mail, recipient);
  if (text === null) {
    await parts.store.mail.markFailed(mailId, 'incomplete', true);
    throw new PermanentFailure('incomplete', `mail of kind ${mail.kind} lacks what it is about`);
  }
  try {
    await parts.mailer.send({ to: recipient.email, ...text });
  } catch (error) {
    await parts.store.mail.markFailed(mailId, 'not_sent', job.isLastAttempt);
    throw error;
  }
  await parts.store.mail.markSent(mailId, parts.clock.now());
}
