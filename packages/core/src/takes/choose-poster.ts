import { type MediaSet, Problem } from '@rostrum/domain';
import { keyIn } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { MediaSetRecord } from '../ports/store/media-sets.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from './announce.ts';
import { type StaffActor, takeFor } from './own-take.ts';
import { isBeingTurned } from './turn-take.ts';

/** Made with every set, chosen by measure, and kept as long as the set is. */
export const MEASURED_POSTER = 'poster.jpg';

/**
 * Chooses what stands for a cut before it plays: the picture at a moment of it, or by measure. It is shown at once
 * wherever the cut is, in a published programme as well: a poster is no part of what is decided on. A chosen one is
 * made by a job, and the former is shown until then.
 * @throws Problem not_found | statement_withdrawn | cut_not_ready | outside_take
 */
export async function choosePoster(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'log'>,
  { actor, cutId, atMs }: { actor: StaffActor; cutId: string; atMs: number | null },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const asked = await tx.cuts.get(cutId);
    if (asked === null) throw new Problem('not_found');
    const { take, context } = await takeFor(tx, actor, asked.takeId);
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement === undefined || statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const cut = (await tx.cuts.get(cutId)) ?? asked;
    const set = cut.mediaSetId === null ? null : await tx.mediaSets.get(cut.mediaSetId);
    // A turn is about to end it.
    const turning = isBeingTurned((await tx.takes.get(take.id)) ?? take);
    if (cut.state !== 'ready' || cut.measuredMs === null || !set?.complete || turning)
      throw new Problem('cut_not_ready');
    if (atMs !== null && !(Number.isInteger(atMs) && atMs >= 0 && atMs < cut.measuredMs))
      throw new Problem('outside_take', { figures: { measuredMs: cut.measuredMs } });
    if (cut.posterMs === atMs) return;
    const only = { state: 'ready', mediaSetId: set.id } as const;
    if (!(await tx.cuts.update(cutId, { posterMs: atMs }, only))) throw new Problem('cut_not_ready');
    await tx.audit({
      action: 'cut.poster_set',
      actor,
      subject: { kind: 'cut', id: cutId },
      payload: { takeId: take.id, revision: cut.revision, atMs },
    });
    if (atMs === null)
      await showPoster(parts, tx, { set, context, manifest: withMeasuredPoster(set.manifest) });
    else if (atMs !== set.manifest.posterMs)
      tx.afterCommit(() => parts.queue.add('poster.make', { cutId, statementId: statement.id }));
    tx.afterCommit(() => announce(parts, context, 'cut'));
  });
}

export function withMeasuredPoster({ posterMs, ...manifest }: MediaSet): MediaSet {
  return posterMs === undefined ? manifest : { ...manifest, poster: MEASURED_POSTER };
}

/** Points the set to another picture, and erases one that somebody chose before. False where another was first. */
export async function showPoster(
  parts: Pick<Parts, 'storage' | 'events' | 'log'>,
  tx: Tx,
  { set, context, manifest }: { set: MediaSetRecord; context: StatementContext; manifest: MediaSet },
): Promise<boolean> {
  const { root, poster: former } = set.manifest;
  if (former === manifest.poster) return true;
  if (!(await tx.mediaSets.showPoster(set.id, { former, manifest }))) return false;
  const { statement, review, session } = context;
  if ((await tx.programmes.publishedPlaces([statement.id])).length > 0) {
    const event = { sessionId: session.id, reviewId: review.id, what: 'programme' } as const;
    tx.afterCommit(() => parts.events.publish(event));
  }
  if (former !== null && former !== MEASURED_POSTER)
    tx.afterCommit(() => erasePoster(parts, keyIn(root, former)));
  return true;
}

/** What remains goes with the set. */
export async function erasePoster(
  { storage, log }: Pick<Parts, 'storage' | 'log'>,
  key: string,
): Promise<void> {
  await storage.delete(key).catch((error: unknown) => log.error('poster_not_erased', error, { key }));
}
