import { type FloorTime, Problem, type Verdict } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import { announce } from '../takes/announce.ts';
import { floorOf } from '../takes/floor-of.ts';
import { markTakeFailed, originalOf, PIPELINE, runStep, type StepContext } from './attempt.ts';
import { refuseTake } from './refuse-take.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'media' | 'clock' | 'log'>;

/**
 * received → checking → preparing, or refused by what a few seconds of looking prove.
 * @param seen what was seen of this very file already
 */
export async function checkTake(
  parts: Needs,
  { takeId }: { takeId: string },
  job: StepContext,
  seen?: Verdict,
): Promise<void> {
  const take = await parts.store.takes.get(takeId);
  const context = take && (await parts.store.statements.context(take.statementId));
  if (!take || !context || context.statement.state === 'withdrawn') return;
  if (take.state === 'preparing') await addPrepare(parts, take);
  if (take.state !== 'received' && take.state !== 'checking') return;

  await runStep(
    job,
    async () => {
      if (!(await begin(parts, take, context))) return;
      const floor = await floorFor(parts, context);
      const verdict = seen ?? (await lookAtTake(parts, take, floor, job.signal));
      if (verdict.outcome === 'accepted') await accept(parts, take, context, verdict);
      else {
        const { reason } = verdict;
        const figures = reason === 'too_long' ? tooLong(verdict.figures.lengthMs, floor) : verdict.figures;
        await refuseTake(parts, { take, context, from: 'checking', reason, figures, verdict });
      }
    },
    (reason) => markTakeFailed(parts, takeId, reason),
  );
}

export async function floorFor(parts: Pick<Parts, 'store'>, context: StatementContext): Promise<FloorTime> {
  return floorOf(context, await parts.store.invitations.countSpeakers(context.review.id));
}

/** The figures of the sentence: how long it is, how long it may be, how much that is too much. */
export function tooLong(measuredMs: number | undefined, { maximumMs }: FloorTime): Record<string, number> {
  if (measuredMs === undefined) return { maximumMs };
  return { measuredMs, maximumMs, overMs: measuredMs - maximumMs };
}

/** A second run finds it checking already. */
async function begin(parts: Needs, take: TakeRecord, context: StatementContext): Promise<boolean> {
  if (take.state === 'checking') return true;
  return await parts.store.transaction(async (tx) => {
    const move = { id: take.id, from: 'received', to: 'checking', actor: PIPELINE } as const;
    if ((await tx.move('take', move)) === 'lost') return false;
    tx.afterCommit(() => announce(parts, context, 'take'));
    return true;
  });
}

export async function lookAtTake(
  parts: Pick<Parts, 'storage' | 'media'>,
  take: TakeRecord,
  floor: FloorTime,
  signal: AbortSignal,
): Promise<Verdict> {
  if (take.sizeBytes === null) throw new Problem('internal', { message: 'a received take has no size' });
  const bytes = take.sizeBytes;
  return await parts.media.withScratch(async (scratch) => {
    const file = await originalOf(parts, scratch, take, signal);
    const limits = { maxDurationMs: floor.maximumMs + floor.toleranceMs };
    return await parts.media.checkTake({ file, bytes, limits, signal });
  });
}

async function accept(
  parts: Needs,
  take: TakeRecord,
  context: StatementContext,
  verdict: Verdict,
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const move = { id: take.id, from: 'checking', to: 'preparing', actor: PIPELINE } as const;
    if ((await tx.move('take', move)) === 'lost') return;
    await tx.takes.update(take.id, { verdict, progress: 0 }, { states: ['preparing'] });
    tx.afterCommit(() => addPrepare(parts, take));
    tx.afterCommit(() => announce(parts, context, 'take'));
  });
}

async function addPrepare(parts: Pick<Parts, 'queue'>, take: TakeRecord): Promise<void> {
  await parts.queue.add('take.prepare', { takeId: take.id, statementId: take.statementId });
}
