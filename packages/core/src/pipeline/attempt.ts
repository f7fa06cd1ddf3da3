import type { ProblemCode, TakeState } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { Scratch } from '../ports/media-engine.ts';
import { type JobContext, JobStopped, PermanentFailure } from '../ports/queue.ts';
import { StorageError } from '../ports/storage.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import { announce } from '../takes/announce.ts';
import { giveTurnBack, isBeingTurned } from '../takes/turn-take.ts';

export const PIPELINE = { kind: 'pipeline' } as const;

/** What a step needs of the job that runs it. */
export type StepContext = Pick<JobContext, 'signal' | 'isLastAttempt' | 'progress'>;

/**
 * Runs a step's work. When it fails for good, `fail` writes the reason down; the error goes on to the queue
 * all the same, which tries again or lists the failure. A job that was told to stop has not failed.
 */
export async function runStep(
  context: StepContext,
  work: () => Promise<void>,
  fail: (reason: ProblemCode) => Promise<void>,
): Promise<void> {
  try {
    context.signal.throwIfAborted();
    await work();
  } catch (error) {
    const stopped = error instanceof JobStopped || context.signal.aborted;
    if (!stopped && (context.isLastAttempt || error instanceof PermanentFailure)) await fail(reasonOf(error));
    throw error;
  }
}

/** A code that the page has a sentence for. */
export function reasonOf(error: unknown): ProblemCode {
  if (error instanceof StorageError && error.code === 'no_space') return 'storage_full';
  if (error instanceof StorageError && error.code === 'unavailable') return 'unavailable';
  if (error instanceof PermanentFailure && error.code === 'original_gone') return error.code;
  return 'internal';
}

const MAY_FAIL = ['receiving', 'received', 'checking', 'preparing'] as const satisfies readonly TakeState[];

/** A coordinator's retry starts it again. One that was being turned is what it was, and can be turned again. */
export async function markTakeFailed(
  parts: Pick<Parts, 'store' | 'events'>,
  takeId: string,
  reason: ProblemCode,
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const take = await tx.takes.get(takeId);
    const from = MAY_FAIL.find((state) => state === take?.state);
    if (!take || from === undefined) return;
    if (isBeingTurned(take)) {
      if (await giveTurnBack(tx, take, { actor: PIPELINE, reason })) {
        const context = await tx.statements.context(take.statementId);
        if (context) tx.afterCommit(() => announce(parts, context, 'take'));
      }
      return;
    }
    const outcome = await tx.move('take', { id: takeId, from, to: 'failed', actor: PIPELINE, reason });
    if (outcome === 'lost') return;
    await tx.takes.update(takeId, { reason, progress: 0, mediaSetId: null }, { states: ['failed'] });
    if (take.mediaSetId) await tx.mediaSets.remove(take.mediaSetId);
    const context = await tx.statements.context(take.statementId);
    if (context) tx.afterCommit(() => announce(parts, context, 'take'));
  });
}

/** The original as a file for the engine: beside verifying, the only reader of originals there is. */
export async function originalOf(
  { storage }: Pick<Parts, 'storage'>,
  scratch: Scratch,
  { originalKey }: Pick<TakeRecord, 'originalKey'>,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await scratch.place('original', (file) => storage.copyTo(originalKey, file, { signal }));
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'not_found') throw error;
    throw new PermanentFailure('original_gone', 'the original is not in the store', { cause: error });
  }
}

/**
 * An attempt's objects when it came to nothing. An error may have come after the commit: what the rows name
 * is never erased, and where they cannot be asked, nothing is. What remains goes with the statement.
 */
export async function dropAttempt(
  parts: Pick<Parts, 'storage' | 'log'>,
  root: string,
  isPublished: () => Promise<boolean>,
): Promise<void> {
  try {
    if (!(await isPublished())) await parts.storage.erasePrefix(root);
  } catch (error) {
    parts.log.error('attempt_not_erased', error, { root });
  }
}

/**
 * A run that was killed before the row named its set left objects that nothing points to.
 * @param sets the prefix of every attempt @param root the one that was published
 */
export async function eraseOtherAttempts(
  { storage }: Pick<Parts, 'storage'>,
  sets: string,
  root: string,
): Promise<void> {
  const others = new Set<string>();
  for await (const { key } of storage.list(sets)) {
    const other = key.slice(0, key.indexOf('/', sets.length) + 1);
    if (other !== root) others.add(other);
  }
  for (const other of others) await storage.erasePrefix(other);
}
