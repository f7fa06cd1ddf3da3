import { type Actor, Problem, type ProblemCode, type Turned } from '@rostrum/domain';
import { latestByStatement } from '../decisions/approval.ts';
import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from './announce.ts';
import { type StaffActor, takeFor } from './own-take.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'queue' | 'events'>;

export interface TurnTake {
  actor: StaffActor;
  takeId: string;
  /** Degrees clockwise, counted from what the file itself asks for. */
  turned: Turned;
  /** Of the statement, as the coordinator saw it. */
  version: number;
}

/** Prepared before, it is so once more because its picture is turned: until that ends, it shows what it did. */
export function isBeingTurned({ state, measuredMs }: Pick<TakeRecord, 'state' | 'measuredMs'>): boolean {
  return state === 'preparing' && measuredMs !== null;
}

/**
 * Turns a take's picture where the file's own word about it is wrong: it is prepared anew from the original.
 * Asking for another turn meanwhile takes the place of the first; for the one that it shows, ends it.
 * The same request twice is one.
 * @throws Problem not_found | statement_withdrawn | stale | take_not_ready | nothing_to_turn | original_gone |
 * take_approved | take_published
 */
export async function turnTake(parts: Needs, { actor, takeId, turned, version }: TurnTake): Promise<void> {
  const asked = await parts.store.takes.get(takeId);
  const gone = asked !== null && (await parts.storage.head(asked.originalKey)) === null;
  await parts.store.transaction(async (tx) => {
    const { context: before } = await takeFor(tx, actor, takeId);
    // The programme first, as publishing does: either this is turned before it is published, or not at all.
    await tx.programmes.lock(before.review.id);
    const { statement } = before;
    const [now] = await tx.statements.lock([statement.id]);
    if (now === undefined || now.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const { take, context } = await takeFor(tx, actor, takeId);
    if (take.state !== 'ready' && !isBeingTurned(take)) throw new Problem('take_not_ready');
    if (take.verdict?.outcome === 'accepted' && take.verdict.source.soundOnly === true)
      throw new Problem('nothing_to_turn');
    if (take.turned === turned) return;
    if (!(await tx.statements.bumpVersion(statement.id, version))) throw new Problem('stale');
    await mustBeUndecided(tx, take);
    if (gone) throw new Problem('original_gone');
    await turn(parts, tx, { actor, take, context, turned });
  });
}

async function turn(
  parts: Needs,
  tx: Tx,
  {
    actor,
    take,
    context,
    turned,
  }: Pick<TurnTake, 'actor' | 'turned'> & { take: TakeRecord; context: StatementContext },
): Promise<void> {
  const { id, statementId } = take;
  const shown = await turnShown(tx, take);
  const back = turned === shown;
  if (take.state === 'ready')
    await mustMove(tx, { id, from: 'ready', to: 'preparing', actor, reason: 'turned' });
  else if (back) await mustMove(tx, { id, from: 'preparing', to: 'ready', actor, reason: 'turn_stopped' });
  const states = [back ? 'ready' : 'preparing'] as const;
  const patch = { turned, reason: null, figures: null, progress: back ? 1 : 0 };
  if (!(await tx.takes.update(id, patch, { states }))) throw new Problem('conflict');
  await tx.audit({
    action: 'take.turned',
    actor,
    subject: { kind: 'take', id },
    payload: { from: take.turned, to: turned },
  });
  // A run that has begun looks at the row, and begins again or ends.
  if (!back) tx.afterCommit(() => parts.queue.add('take.prepare', { takeId: id, statementId }));
  tx.afterCommit(() => announce(parts, context, 'take'));
}

async function mustMove(
  tx: Tx,
  move:
    | { id: string; from: 'ready'; to: 'preparing'; actor: StaffActor; reason: string }
    | { id: string; from: 'preparing'; to: 'ready'; actor: StaffActor; reason: string },
): Promise<void> {
  if ((await tx.move('take', move)) === 'lost') throw new Problem('conflict');
}

/** A turn that came to nothing: the take is what it was, with the reason beside it. False where it has ended. */
export async function giveTurnBack(
  tx: Tx,
  take: TakeRecord,
  { actor, reason }: { actor: Actor; reason: ProblemCode },
): Promise<boolean> {
  const { id } = take;
  const move = { id, from: 'preparing', to: 'ready', actor, reason: 'turn_failed' } as const;
  if ((await tx.move('take', move)) === 'lost') return false;
  const figures = { turned: take.turned };
  const patch = { turned: await turnShown(tx, take), reason, figures, progress: 1 };
  await tx.takes.update(id, patch, { states: ['ready'] });
  return true;
}

/** How far the set is turned that the take shows now. */
async function turnShown(
  rows: Pick<Tx, 'mediaSets'>,
  { mediaSetId }: Pick<TakeRecord, 'mediaSetId'>,
): Promise<Turned> {
  const set = mediaSetId === null ? null : await rows.mediaSets.get(mediaSetId);
  return set?.manifest.turned ?? 0;
}

/** What was decided on, and what is published, must be what is shown. */
async function mustBeUndecided(tx: Tx, { id, statementId }: TakeRecord): Promise<void> {
  const cuts = await tx.cuts.ofTake(id);
  const word = latestByStatement(await tx.decisions.standing([statementId])).get(statementId);
  // An approval of what an earlier turn ended approves nothing any more.
  const named = cuts.some((cut) => cut.id === word?.cutId && cut.state === 'ready');
  if (word?.kind === 'approve' && word.answer !== 'no' && named) throw new Problem('take_approved');
  const cutIds = new Set(cuts.map((cut) => cut.id));
  const places = await tx.programmes.publishedPlaces([statementId]);
  if (places.some(({ cutId }) => cutIds.has(cutId))) throw new Problem('take_published');
}
