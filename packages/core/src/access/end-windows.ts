import type { Parts } from '../parts.ts';
import type { Tx } from '../ports/store.ts';

type Needs = Pick<Parts, 'store' | 'clock' | 'events'>;

/**
 * A window that closed by its hour: addresses that were handed out are void from then on, as where it is closed by
 * hand. Once for each end, whoever sweeps. Returns for how many sessions.
 */
export async function endWindows({ store, clock, events }: Needs): Promise<number> {
  let ended = 0;
  for (const sessionId of await store.access.closedBy(clock.now())) {
    await store.transaction(async (tx) => {
      await tx.reviews.lockSession(sessionId);
      if (!(await tx.access.markClosed(sessionId, clock.now()))) return;
      await voidAddresses(tx, { events }, sessionId);
      tx.afterCommit(async () => {
        ended += 1;
      });
    });
  }
  return ended;
}

/** Of all programmes of a session; their pages hear of it. */
export async function voidAddresses(
  tx: Tx,
  { events }: Pick<Parts, 'events'>,
  sessionId: string,
): Promise<void> {
  await tx.access.raiseEpochs(sessionId);
  for (const { reviewId } of await tx.access.publishedOf({ sessionId })) {
    tx.afterCommit(() => events.publish({ sessionId, reviewId, what: 'programme' }));
  }
}
