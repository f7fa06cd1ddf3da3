import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { announce } from './announce.ts';

/**
 * The last byte has come. The take is not received yet: size and hash are compared first, by a job.
 * @throws Problem upload_gone
 */
export async function finishReceiving(
  parts: Pick<Parts, 'store' | 'queue' | 'events' | 'clock'>,
  { takeId, sizeBytes, wireSha256 }: { takeId: string; sizeBytes: number; wireSha256: string | null },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const written = await tx.takes.update(
      takeId,
      {
        receivedBytes: sizeBytes,
        sizeBytes,
        wireSha256,
        // Without a hash of the whole, the stretches that are kept are what the stored object is held to.
        ...(wireSha256 === null ? {} : { hashState: null, hashOffset: null }),
        lastByteAt: parts.clock.now(),
      },
      { states: ['receiving'] },
    );
    const take = await tx.takes.get(takeId);
    if (!written || take === null) throw new Problem('upload_gone');
    const context = await tx.statements.context(take.statementId);
    tx.afterCommit(() => parts.queue.add('take.verify', { takeId, statementId: take.statementId }));
    if (context) tx.afterCommit(() => announce(parts, context, 'take'));
  });
}
