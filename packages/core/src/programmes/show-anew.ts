import type { Parts } from '../parts.ts';
import type { ProgrammeRecord } from '../ports/store/programmes.ts';
import type { Tx } from '../ports/store.ts';

/** Names and cards are no part of a revision: what was sent out with others is void, and fetched again. */
export async function showAnew(
  tx: Tx,
  { events }: Pick<Parts, 'events'>,
  { programme, sessionId }: { programme: ProgrammeRecord; sessionId: string },
): Promise<void> {
  await tx.programmes.raiseEpoch(programme.id);
  tx.afterCommit(() => events.publish({ sessionId, reviewId: programme.reviewId, what: 'programme' }));
}
