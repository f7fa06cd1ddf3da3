import { Problem, type TakeState } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { announce } from './announce.ts';
import { eraseTakeObjects } from './erase-take-objects.ts';
import { type SpeakerActor, takeFor } from './own-take.ts';
import { isBeingTurned } from './turn-take.ts';

const STEPS = ['take.verify', 'take.check', 'take.prepare'] as const;
const MAY_END = ['receiving', 'received', 'checking', 'preparing'] as const satisfies readonly TakeState[];

/**
 * The speaker's word that this take is not wanted, while it comes or while it is being checked or prepared:
 * what is being made of it stops, and nothing of it is kept but its row. A run that was told to stop erases
 * what it wrote since. Repeating it is harmless.
 * @throws Problem not_found | conflict (it is ready, refused or failed, or became so meanwhile)
 */
export async function takeBack(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'log'>,
  { actor, takeId }: { actor: SpeakerActor; takeId: string },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const { take, context } = await takeFor(tx, actor, takeId);
    if (take.state === 'abandoned') return;
    const from = MAY_END.find((state) => state === take.state);
    // Ready once, it can be withdrawn, and taken back no more.
    if (from === undefined || isBeingTurned(take)) throw new Problem('conflict');
    if ((await tx.move('take', { id: takeId, from, to: 'abandoned', actor })) === 'lost')
      throw new Problem('conflict');
    // Read again: a run may have named its first segments since.
    const { mediaSetId } = (await tx.takes.get(takeId)) ?? take;
    await tx.takes.update(takeId, { progress: 0, mediaSetId: null }, { states: ['abandoned'] });
    if (mediaSetId !== null) await tx.mediaSets.remove(mediaSetId);
    const payload = { takeId, statementId: take.statementId };
    tx.afterCommit(async () => {
      for (const step of from === 'receiving' ? [] : STEPS) await parts.queue.cancel(step, payload);
    });
    tx.afterCommit(() => eraseTakeObjects(parts, take));
    tx.afterCommit(() => announce(parts, context, 'take'));
  });
}
