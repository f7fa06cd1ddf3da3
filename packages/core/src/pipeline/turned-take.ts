import { editProblem, isWholeTake, type MediaSet, newId, Problem } from '@rostrum/domain';
import { cutSetsPrefix } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Tx } from '../ports/store.ts';
import { stoppedBecause } from '../takes/stop-cut.ts';
import { dropAttempt, PIPELINE } from './attempt.ts';

/** Another turn was asked for while this one was made, or none any more. */
export class TurnedAnew extends Error {
  override readonly name = 'TurnedAnew';
}

/**
 * Cuts that were made before are ended: nobody can decide on what is shown otherwise now. The whole take is a new
 * revision at once; the last cut of the speaker and the last of the staff are made anew from their edit lists.
 */
export async function renewCuts(
  parts: Pick<Parts, 'storage' | 'queue' | 'clock' | 'log'>,
  tx: Tx,
  turned: { take: TakeRecord; measuredMs: number; loudness: TakeRecord['loudness']; manifest: MediaSet },
): Promise<void> {
  const { take, measuredMs, loudness, manifest } = turned;
  const { id: takeId, statementId } = take;
  const createdAt = parts.clock.now();
  const cuts = await tx.cuts.ofTake(takeId);
  for (const cut of cuts) await endCut(parts, tx, cut, statementId);
  let revision = cuts[0]?.revision ?? 0;
  for (const { edit, madeBy } of lastOfEach(cuts)) {
    const whole = madeBy.kind === 'pipeline' || isWholeTake(edit, measuredMs);
    if (!whole && editProblem(edit, measuredMs) !== null) continue;
    const id = newId();
    const mediaSetId = whole ? newId() : null;
    if (mediaSetId !== null)
      await tx.mediaSets.add({ id: mediaSetId, statementId, complete: true, manifest });
    revision += 1;
    await tx.cuts.add({
      id,
      takeId,
      revision,
      edit: whole ? { inMs: 0, outMs: measuredMs, removals: [] } : edit,
      state: whole ? 'ready' : 'making',
      measuredMs: whole ? measuredMs : null,
      loudness: whole ? loudness : null,
      removesOnlySilence: whole ? true : null,
      madeBy,
      createdAt,
      mediaSetId,
    });
    await tx.audit({
      action: whole ? 'cut.made' : 'cut.requested',
      actor: PIPELINE,
      subject: { kind: 'cut', id },
      payload: { takeId, revision, inMs: edit.inMs, outMs: edit.outMs, removals: edit.removals.length },
    });
    if (!whole) tx.afterCommit(() => parts.queue.add('cut.make', { cutId: id, statementId }));
  }
}

async function endCut(
  parts: Pick<Parts, 'storage' | 'queue' | 'clock' | 'log'>,
  tx: Tx,
  { id, state }: CutRecord,
  statementId: string,
): Promise<void> {
  if (state === 'failed') return;
  // Read again: a run may have named its first segments since.
  const mediaSetId = (await tx.cuts.get(id))?.mediaSetId ?? null;
  const patch = { state: 'failed', reason: 'turned', progress: 0, mediaSetId: null } as const;
  if (!(await tx.cuts.update(id, { ...patch, stateSince: parts.clock.now() }, { state })))
    throw new Problem('conflict');
  if (mediaSetId !== null) await tx.mediaSets.remove(mediaSetId);
  if (state === 'making')
    tx.afterCommit(async () => {
      await parts.queue.cancel('cut.make', { cutId: id, statementId });
    });
  tx.afterCommit(() => dropAttempt(parts, cutSetsPrefix(statementId, id), async () => false));
}

/** @param cuts newest first @returns oldest first: the last of each maker stays the newest of all where it was */
function lastOfEach(cuts: readonly CutRecord[]): CutRecord[] {
  const last = new Map<string, CutRecord>();
  for (const cut of cuts) {
    const ended = cut.state === 'failed' && stoppedBecause(cut) !== 'turned';
    if (!ended && !last.has(cut.madeBy.kind)) last.set(cut.madeBy.kind, cut);
  }
  return [...last.values()].sort((a, b) => a.revision - b.revision);
}
