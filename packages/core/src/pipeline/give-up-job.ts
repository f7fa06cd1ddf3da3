import type { Parts } from '../parts.ts';
import type { JobRef } from '../ports/queue.ts';
import { announce } from '../takes/announce.ts';
import { markTakeFailed } from './attempt.ts';

/**
 * A job whose workers died every time ends without a last attempt of its own: what it was about is marked
 * as failed here, so that nothing is "processing" for ever and a coordinator can start it again.
 */
export async function giveUpJob(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  job: JobRef,
): Promise<void> {
  switch (job.name) {
    case 'take.verify':
    case 'take.check':
    case 'take.prepare':
      await markTakeFailed(parts, job.payload.takeId, 'internal');
      return;
    case 'cut.make':
      await markCutFailed(parts, job.payload.cutId, 'internal');
      return;
    case 'mail.send':
      await parts.store.mail.markFailed(job.payload.mailId, 'not_sent', true);
      return;
    case 'statement.erase':
    case 'sweep':
      // Found again by the next sweep.
      return;
  }
}

export async function markCutFailed(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  cutId: string,
  reason: string,
): Promise<void> {
  const stateSince = parts.clock.now();
  const marked = await parts.store.cuts.update(
    cutId,
    { state: 'failed', reason, stateSince },
    { state: 'making' },
  );
  const cut = marked ? await parts.store.cuts.get(cutId) : null;
  const take = cut && (await parts.store.takes.get(cut.takeId));
  const context = take && (await parts.store.statements.context(take.statementId));
  if (context) await announce(parts, context, 'cut');
}
