import type { Parts } from '../parts.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { TakeRecord } from '../ports/store/takes.ts';

/** How work on a take or a cut stands, beside its fraction. */
export interface Standing {
  /** An estimate; null while too little is known. */
  remainingMs: number | null;
  /** Its turn has not come. */
  waiting: boolean;
}

const RESTS: Standing = { remainingMs: null, waiting: false };

export async function standingOfTake(
  queue: Parts['queue'],
  { id, statementId, state, progress }: TakeRecord,
): Promise<Standing> {
  if (state !== 'preparing') return RESTS;
  return await standing(progress, () => queue.remainingMs('take.prepare', { takeId: id, statementId }));
}

export async function standingOfCut(
  queue: Parts['queue'],
  { id, state, progress }: CutRecord,
  statementId: string,
): Promise<Standing> {
  if (state !== 'making') return RESTS;
  return await standing(progress, () => queue.remainingMs('cut.make', { cutId: id, statementId }));
}

/** A run says at once that it has begun. A queue that is away takes nothing but the estimate from the page. */
async function standing(progress: number, ask: () => Promise<number | null>): Promise<Standing> {
  if (progress === 0) return { remainingMs: null, waiting: true };
  return { remainingMs: await ask().catch(() => null), waiting: false };
}
