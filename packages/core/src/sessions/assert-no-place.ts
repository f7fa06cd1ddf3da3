import { Problem } from '@rostrum/domain';
import type { ReviewRecord } from '../ports/store/reviews.ts';
import type { Tx } from '../ports/store.ts';
import { sameName } from './import/read-invitation-row.ts';

/** An organisation has one place in a pre-session, by the rule that a file of invitations is read by. @throws Problem conflict */
export async function assertNoPlace(
  tx: Pick<Tx, 'planning'>,
  { id, sessionId }: Pick<ReviewRecord, 'id' | 'sessionId'>,
  name: string,
): Promise<void> {
  const names = await tx.planning.organisationNames(sessionId);
  if (names.some((one) => one.reviewId === id && sameName(one.name) === sameName(name))) {
    throw new Problem('conflict', { detail: 'This organisation has a place in this pre-session already.' });
  }
}
