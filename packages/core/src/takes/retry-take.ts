import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import { announce } from './announce.ts';
import { type StaffActor, takeFor } from './own-take.ts';

/**
 * Starts again what failed: from where the bytes are known to be whole, or from comparing them.
 * @throws Problem not_found | statement_withdrawn | conflict | take_receiving
 */
export async function retryTake(
  parts: Pick<Parts, 'store' | 'queue' | 'events'>,
  { actor, takeId }: { actor: StaffActor; takeId: string },
): Promise<TakeRecord> {
  return await parts.store.transaction(async (tx) => {
    const { take, context } = await takeFor(tx, actor, takeId);
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    if (take.state !== 'failed') throw new Problem('conflict');
    const to = take.receivedAt === null ? 'receiving' : 'received';
    // One take of a statement is received at a time, and the speaker may have begun the next.
    const others = to === 'receiving' ? await tx.takes.ofStatement(take.statementId) : [];
    if (others.some(({ state }) => state === 'receiving')) throw new Problem('take_receiving');
    const outcome = await tx.move('take', { id: takeId, from: 'failed', to, actor, reason: 'retry' });
    if (outcome === 'lost') throw new Problem('conflict');
    await tx.takes.update(takeId, { reason: null, figures: null, progress: 0 }, { states: [to] });
    const payload = { takeId, statementId: take.statementId };
    tx.afterCommit(() => parts.queue.add(to === 'received' ? 'take.check' : 'take.verify', payload));
    tx.afterCommit(() => announce(parts, context, 'take'));
    return (await tx.takes.get(takeId)) ?? take;
  });
}
