import { queueMail } from '../mail/queue-mail.ts';
import type { Parts } from '../parts.ts';
import type { Tx } from '../ports/store.ts';

const HOUR_MS = 3_600_000;
/** Whoever is at the page has dealt with it by then, and is told nothing. */
const HELD_BACK_MS = 15 * 60_000;

/**
 * Tells the coordinators that something waits for them, and not a word of it: each at most once an hour, and nobody
 * where nothing waits any more when it is sent.
 */
export async function mailWaitingQuestions(
  tx: Tx,
  { queue, clock }: Pick<Parts, 'queue' | 'clock'>,
): Promise<void> {
  const now = clock.now();
  const hour = Math.floor(now.getTime() / HOUR_MS);
  for (const userId of await tx.askedQuestions.readers()) {
    await queueMail(
      tx,
      { queue },
      {
        kind: 'questions_waiting',
        userId,
        once: `questions:${userId}:${hour}`,
        sendAfter: new Date(now.getTime() + HELD_BACK_MS),
        createdAt: now,
      },
    );
  }
}
