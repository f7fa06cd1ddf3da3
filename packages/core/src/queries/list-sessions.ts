import type { Parts } from '../parts.ts';
import type { SessionRecord } from '../ports/store/reviews.ts';

/** Newest first. */
export async function listSessions({ store }: Pick<Parts, 'store'>): Promise<SessionRecord[]> {
  return await store.reviews.sessions();
}
