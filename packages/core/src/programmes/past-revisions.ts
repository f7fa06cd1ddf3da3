import { newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found } from '../sessions/who-may.ts';
import { type TimedRevision, timedRevision } from './programme-of.ts';

export interface PastRevision extends TimedRevision {
  /** The name of the staff; null for what the system did, or whoever is gone. */
  publishedBy: string | null;
}

/** Every revision that was published, newest first, with what it held. @throws Problem not_found */
export async function pastRevisions(
  { store }: Pick<Parts, 'store'>,
  { reviewId }: { reviewId: string },
): Promise<PastRevision[]> {
  found(await store.reviews.byId(reviewId));
  await store.programmes.ensure(newId(), reviewId);
  const programme = found(await store.programmes.ofReview(reviewId));
  const rows = await store.programmes.revisions(programme.id);
  const ids = rows.flatMap(({ createdById }) => createdById ?? []);
  const names = await store.decisions.deciders(ids);
  const revisions: PastRevision[] = [];
  for (const row of rows) {
    const revision = await store.programmes.revision(row.id);
    if (revision === null) continue;
    const timed = await timedRevision(store, revision);
    const publishedBy = row.createdById === null ? null : (names.get(row.createdById) ?? null);
    // What was erased since has no media left to measure; its figure stays.
    revisions.push({ ...timed, lengthMs: row.lengthMs, publishedBy });
  }
  return revisions;
}
