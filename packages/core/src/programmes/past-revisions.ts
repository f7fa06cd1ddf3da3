import { newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found } from '../sessions/who-may.ts';
import { type TimedRevision, timedRevisions } from './programme-of.ts';

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
  const lengths = new Map(rows.map(({ id, lengthMs }) => [id, lengthMs]));
  return (await timedRevisions(store, reviewId, rows)).map((timed) => ({
    ...timed,
    // What was erased since has no media left to measure; its figure stays.
    lengthMs: lengths.get(timed.id) ?? timed.lengthMs,
    publishedBy: timed.createdById === null ? null : (names.get(timed.createdById) ?? null),
  }));
}
