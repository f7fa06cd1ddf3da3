import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { Tx } from '../ports/store.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { afterDecisions } from './after-decisions.ts';
import { announceToStaff } from './announce-to-staff.ts';

/** `note`: among the staff. `comment`: for the speaker. Neither ever becomes the other. */
export type RemarkKind = 'note' | 'comment';

type Needs = Pick<Parts, 'store' | 'clock' | 'events'>;

export interface NewRemarkOf {
  actor: Actor;
  kind: RemarkKind;
  /** Made by whoever writes: sent twice, it is written once. */
  id: string;
  statementId: string;
  takeId: string | null;
  startMs: number | null;
  endMs: number | null;
  body: string;
}

export const tableOf = (tx: Pick<Tx, 'notes' | 'comments'>, kind: RemarkKind) =>
  kind === 'note' ? tx.notes : tx.comments;

/** @throws Problem not_allowed | not_found | conflict | statement_withdrawn | request_invalid */
export async function writeRemark(
  { store, clock, events }: Needs,
  { actor, kind, ...remark }: NewRemarkOf,
): Promise<{ statementId: string }> {
  const { userId } = requireStaff(actor);
  const { id, statementId, takeId, startMs, endMs } = remark;
  const ofNothing = takeId === null && startMs !== null;
  const backwards = endMs !== null && (startMs === null || endMs <= startMs);
  if (ofNothing || backwards) throw new Problem('request_invalid');
  return await store.transaction(async (tx) => {
    const place = found(await tx.statements.context(statementId));
    // Held, so that nothing is written about a statement that is being erased.
    const [statement] = await tx.statements.lock([statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const known = await tableOf(tx, kind).byId(id);
    if (known !== null) {
      if (known.statementId !== statementId || known.madeById !== userId) throw new Problem('conflict');
      return { statementId };
    }
    if (takeId !== null) {
      const take = found(await tx.takes.get(takeId));
      if (take.statementId !== statementId) throw new Problem('not_found');
      // Beyond its end there is nothing to be said about.
      if (take.measuredMs !== null && startMs !== null && startMs > take.measuredMs) {
        throw new Problem('request_invalid');
      }
    }
    const createdAt = await afterDecisions(tx, statementId, clock.now());
    await tableOf(tx, kind).add({ ...remark, madeById: userId, createdAt });
    await tx.judgements.judged(statementId, userId, createdAt);
    await tx.audit({
      action: `statement.${kind}_written`,
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { remarkId: id, takeId, startMs, endMs },
    });
    announceToStaff(tx, { events }, place, 'remark');
    return { statementId };
  });
}
