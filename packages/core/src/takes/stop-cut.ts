import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from './announce.ts';
import { type SpeakerActor, type StaffActor, takeFor } from './own-take.ts';

/** `turned`: it was made of a picture that has been turned since. */
export const CUT_STOPPED = ['cancelled', 'superseded', 'turned'] as const;
export type CutStopped = (typeof CUT_STOPPED)[number];

/** A cut that somebody stopped ended like one that failed, and is none: nobody need look after it. */
export function stoppedBecause({ state, reason }: Pick<CutRecord, 'state' | 'reason'>): CutStopped | null {
  return (state === 'failed' && CUT_STOPPED.find((one) => one === reason)) || null;
}

/**
 * Ends a cut while it is being made; asking for it again makes a new one. Harmless where it is stopped already.
 * @throws Problem not_found | conflict (it is ready, or has failed)
 */
export async function cancelCut(
  parts: Pick<Parts, 'store' | 'queue' | 'events' | 'clock'>,
  { actor, cutId }: { actor: StaffActor; cutId: string },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const cut = await tx.cuts.get(cutId);
    if (!cut) throw new Problem('not_found');
    const { take, context } = await takeFor(tx, actor, cut.takeId);
    if (stoppedBecause(cut) === 'cancelled') return;
    if (!(await stopCut(parts, tx, { actor, cut, statementId: take.statementId, because: 'cancelled' })))
      throw new Problem('conflict');
    tx.afterCommit(() => announce(parts, context, 'cut'));
  });
}

/** False where it is not being made any more. Its run is told once this is committed, and cannot publish before. */
export async function stopCut(
  parts: Pick<Parts, 'queue' | 'clock'>,
  tx: Tx,
  stop: { actor: StaffActor | SpeakerActor; cut: CutRecord; statementId: string; because: CutStopped },
): Promise<boolean> {
  const { actor, cut, statementId, because } = stop;
  const stateSince = parts.clock.now();
  const patch = { state: 'failed', reason: because, progress: 0, stateSince, mediaSetId: null } as const;
  // Read again: a run may have named its first segments since.
  const { mediaSetId } = (await tx.cuts.get(cut.id)) ?? cut;
  if (!(await tx.cuts.update(cut.id, patch, { state: 'making' }))) return false;
  if (mediaSetId !== null) await tx.mediaSets.remove(mediaSetId);
  await tx.audit({
    action: 'cut.stopped',
    actor,
    subject: { kind: 'cut', id: cut.id },
    payload: { takeId: cut.takeId, revision: cut.revision, because },
  });
  tx.afterCommit(async () => {
    await parts.queue.cancel('cut.make', { cutId: cut.id, statementId });
  });
  return true;
}
