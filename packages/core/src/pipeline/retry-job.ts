import { Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { FailedJob } from '../ports/queue.ts';
import type { StaffActor } from '../takes/own-take.ts';
import { retryTake } from '../takes/retry-take.ts';

/**
 * Starts a failed job again, and before it the row that its failure ended: a job whose take or cut stands as
 * failed would find nothing to do. @throws Problem not_found | statement_withdrawn | take_receiving
 */
export async function retryJob(
  parts: Pick<Parts, 'store' | 'queue' | 'events' | 'clock'>,
  { actor, jobId }: { actor: StaffActor; jobId: string },
): Promise<void> {
  const failed = (await parts.queue.failed()).find((job) => job.jobId === jobId);
  // Reopening a take adds its job, which takes the failed one of that name off the list.
  const reopened = failed !== undefined && (await reopen(parts, actor, failed));
  if (!(await parts.queue.retry(jobId)) && !reopened) throw new Problem('not_found');
}

async function reopen(
  parts: Pick<Parts, 'store' | 'queue' | 'events' | 'clock'>,
  actor: StaffActor,
  job: FailedJob,
): Promise<boolean> {
  switch (job.name) {
    case 'take.verify':
    case 'take.check':
    case 'take.prepare': {
      const { takeId } = job.payload;
      if ((await parts.store.takes.get(takeId))?.state !== 'failed') return false;
      await retryTake(parts, { actor, takeId });
      return true;
    }
    case 'cut.make':
      return await parts.store.cuts.update(
        job.payload.cutId,
        { state: 'making', reason: null, progress: 0, stateSince: parts.clock.now() },
        { state: 'failed' },
      );
    case 'card.draw':
    case 'mail.send':
    case 'statement.erase':
    case 'sweep':
      // These look at their rows whatever state they are in.
      return false;
  }
}
