import { Problem, type ProblemCode, Turned } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { FailedJob } from '../ports/queue.ts';
import type { StaffActor } from '../takes/own-take.ts';
import { retryTake } from '../takes/retry-take.ts';
import { stoppedBecause } from '../takes/stop-cut.ts';
import { turnTake } from '../takes/turn-take.ts';

/**
 * Starts a failed job again, and before it the row that its failure ended: a job whose take or cut stands as
 * failed would find nothing to do. A turn that what was decided forbids is dropped from the list, and said.
 * @throws Problem not_found | statement_withdrawn | take_receiving, and what turning throws
 */
export async function retryJob(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'clock'>,
  { actor, jobId }: { actor: StaffActor; jobId: string },
): Promise<void> {
  const failed = (await parts.queue.failed()).find((job) => job.jobId === jobId);
  // Reopening a take adds its job, which takes the failed one of that name off the list.
  const reopened = failed !== undefined && (await reopen(parts, actor, failed));
  if (!(await parts.queue.retry(jobId)) && !reopened) throw new Problem('not_found');
}

const FORBIDS_TURNING: ReadonlySet<ProblemCode> = new Set([
  'take_approved',
  'take_published',
  'nothing_to_turn',
  'original_gone',
]);

async function reopen(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'clock'>,
  actor: StaffActor,
  job: FailedJob,
): Promise<boolean> {
  switch (job.name) {
    case 'take.verify':
    case 'take.check':
    case 'take.prepare': {
      const { takeId } = job.payload;
      if (await turnAgain(parts, actor, takeId, job.jobId)) return true;
      if ((await parts.store.takes.get(takeId))?.state !== 'failed') return false;
      await retryTake(parts, { actor, takeId });
      return true;
    }
    case 'cut.make': {
      const cut = await parts.store.cuts.get(job.payload.cutId);
      // What somebody ended stays ended: there is another in its place, or none is wanted.
      if (cut === null || stoppedBecause(cut) !== null) return false;
      return await parts.store.cuts.update(
        cut.id,
        { state: 'making', reason: null, progress: 0, stateSince: parts.clock.now() },
        { state: 'failed' },
      );
    }
    case 'poster.make':
    case 'captions.transcribe':
    case 'card.draw':
    case 'programme.cards':
    case 'mail.send':
    case 'statement.erase':
    case 'sweep':
      // These look at their rows whatever state they are in.
      return false;
  }
}

/** A take whose turn came to nothing is ready, as it was: what was asked for stands beside the reason. */
async function turnAgain(
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events'>,
  actor: StaffActor,
  takeId: string,
  jobId: string,
): Promise<boolean> {
  const take = await parts.store.takes.get(takeId);
  const wanted = take?.state === 'ready' ? Turned.safeParse(take.figures?.turned) : null;
  const statement = take && (await parts.store.statements.byId(take.statementId));
  if (!wanted?.success || !statement) return false;
  try {
    await turnTake(parts, { actor, takeId, turned: wanted.data, version: statement.version });
  } catch (error) {
    // The take is whole without it, and shows that it was not turned.
    if (error instanceof Problem && FORBIDS_TURNING.has(error.code)) await parts.queue.remove(jobId);
    throw error;
  }
  return true;
}
