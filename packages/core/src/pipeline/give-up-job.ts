import type { Parts } from '../parts.ts';
import type { JobRef } from '../ports/queue.ts';
import { announce } from '../takes/announce.ts';
import { markTakeFailed } from './attempt.ts';
import { giveUpPoster } from './make-poster.ts';

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
    case 'poster.make':
      await giveUpPoster(parts, job.payload.cutId);
      return;
    case 'mail.send':
      await parts.store.mail.markFailed(job.payload.mailId, 'not_sent', true);
      return;
    case 'captions.transcribe':
    case 'card.draw':
    case 'programme.cards':
      // What shows a name wrongly is not shown; the failure is listed, and may be tried again.
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
  await parts.store.transaction(async (tx) => {
    const cut = await tx.cuts.get(cutId);
    const patch = { state: 'failed', reason, stateSince, progress: 0, mediaSetId: null } as const;
    const only = { state: 'making', mediaSetId: cut?.mediaSetId ?? null } as const;
    if (!cut || !(await tx.cuts.update(cutId, patch, only))) return;
    if (cut.mediaSetId !== null) await tx.mediaSets.remove(cut.mediaSetId);
    const take = await tx.takes.get(cut.takeId);
    const context = take && (await tx.statements.context(take.statementId));
    if (context) tx.afterCommit(() => announce(parts, context, 'cut'));
  });
}
