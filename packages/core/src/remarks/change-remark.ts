import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { RemarkRecord } from '../ports/store/remarks.ts';
import type { Tx } from '../ports/store.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { announceToStaff } from './announce-to-staff.ts';
import { type RemarkKind, tableOf } from './write-remark.ts';

type Needs = Pick<Parts, 'store' | 'clock' | 'events'>;
interface Which {
  actor: Actor;
  kind: RemarkKind;
  id: string;
}

/**
 * Writes one's own anew, or says of anybody's that it is settled, or open again.
 * @throws Problem not_allowed | not_found | statement_withdrawn
 */
export async function changeRemark(
  parts: Needs,
  { body, resolved, ...which }: Which & { body?: string | undefined; resolved?: boolean | undefined },
): Promise<{ statementId: string }> {
  const { userId } = requireStaff(which.actor);
  const at = parts.clock.now();
  return await change(parts, which, async (tx, remark) => {
    const table = tableOf(tx, which.kind);
    if (body !== undefined && body !== remark.body) {
      if (remark.madeById !== userId) throw new Problem('not_allowed');
      await table.rewrite(remark.id, body, at);
    }
    if (resolved !== undefined && resolved !== (remark.resolvedAt !== null)) {
      await table.resolve(remark.id, resolved ? { at, userId } : null);
      return resolved ? 'resolved' : 'reopened';
    }
    return 'rewritten';
  });
}

/** One's own. @throws Problem not_allowed | not_found | statement_withdrawn */
export async function removeRemark(parts: Needs, which: Which): Promise<{ statementId: string }> {
  const { userId } = requireStaff(which.actor);
  return await change(parts, which, async (tx, remark) => {
    if (remark.madeById !== userId) throw new Problem('not_allowed');
    await tableOf(tx, which.kind).remove(remark.id);
    return 'removed';
  });
}

async function change(
  { store, events }: Needs,
  { actor, kind, id }: Which,
  work: (tx: Tx, remark: RemarkRecord) => Promise<string>,
): Promise<{ statementId: string }> {
  return await store.transaction(async (tx) => {
    const remark = found(await tableOf(tx, kind).byId(id));
    const place = found(await tx.statements.context(remark.statementId));
    if (place.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const done = await work(tx, remark);
    await tx.audit({
      action: `statement.${kind}_${done}`,
      actor,
      subject: { kind: 'statement', id: remark.statementId },
      payload: { remarkId: id },
    });
    announceToStaff(tx, { events }, place, 'remark');
    return { statementId: remark.statementId };
  });
}
