import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { announce } from './announce.ts';
import { eraseTakeObjects } from './erase-take-objects.ts';
import { type SpeakerActor, takeFor } from './own-take.ts';

/** Gives up an unfinished upload, and only that; nothing of it is kept. @throws Problem not_found | conflict */
export async function abandonTake(
  parts: Pick<Parts, 'store' | 'storage' | 'events' | 'log'>,
  { actor, takeId }: { actor: SpeakerActor; takeId: string },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const { take, context } = await takeFor(tx, actor, takeId);
    if (take.state === 'abandoned') return;
    if (take.state !== 'receiving') throw new Problem('conflict');
    const outcome = await tx.move('take', { id: takeId, from: 'receiving', to: 'abandoned', actor });
    if (outcome === 'lost') throw new Problem('conflict');
    tx.afterCommit(() => eraseTakeObjects(parts, take));
    tx.afterCommit(() => announce(parts, context, 'take'));
  });
}
