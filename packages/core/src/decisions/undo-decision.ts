import { type Actor, Problem, type StatementState } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Tx } from '../ports/store.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { announceStatement } from './announce-statement.ts';
import { isApproval } from './approval.ts';
import { moveStatement } from './move-statement.ts';

/**
 * Takes the newest decision back while nobody has acted on it: no answer was given and it is not
 * published. An earlier approval stands again; otherwise the statement is back in review.
 * @throws Problem not_allowed | not_found | statement_withdrawn | stale | cannot_undo
 */
export async function undoDecision(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, decisionId, version }: { actor: Actor; decisionId: string; version: number },
): Promise<{ statementId: string; state: StatementState }> {
  requireStaff(actor);
  const { statementId } = found(await store.decisions.byId(decisionId));
  return await store.transaction(async (tx) => {
    const before = found(await tx.statements.context(statementId));
    // The programme first, as publishing does: either this is undone before it is published, or not at all.
    await tx.programmes.lock(before.review.id);
    const place = found(await tx.statements.context(statementId));
    if (place.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
    if (!(await tx.statements.bumpVersion(statementId, version))) throw new Problem('stale');
    const to = await undo(tx, decisionId, place, clock.now());
    await moveStatement(tx, { id: statementId, from: place.statement.state, to, actor, reason: 'undone' });
    await tx.audit({
      action: 'statement.decision_undone',
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { decisionId },
    });
    announceStatement(tx, { events }, place);
    return { statementId, state: to };
  });
}

async function undo(
  tx: Tx,
  decisionId: string,
  { statement }: StatementContext,
  at: Date,
): Promise<StatementState> {
  const [newest, earlier] = await tx.decisions.standing([statement.id]);
  if (newest?.id !== decisionId) throw new Problem('cannot_undo');
  if (await isShown(tx, newest)) throw new Problem('cannot_undo');
  if (!(await tx.decisions.undo(decisionId, at))) throw new Problem('cannot_undo');
  // What it approved may be ended since: its picture was turned.
  const stands = isApproval(earlier) && (await tx.cuts.get(earlier.cutId))?.state === 'ready';
  return stands ? 'approved' : 'in_review';
}

async function isShown(tx: Tx, { statementId, kind, cutId }: DecisionRecord): Promise<boolean> {
  if (kind !== 'approve') return false;
  const places = await tx.programmes.publishedPlaces([statementId]);
  return places.some((place) => place.cutId === cutId);
}
