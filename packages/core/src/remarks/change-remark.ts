import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { RemarkRecord } from '../ports/store/remarks.ts';
import type { Tx } from '../ports/store.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { afterDecisions } from './after-decisions.ts';
import { announceToStaff } from './announce-to-staff.ts';
import { bodySince } from './comments-shown.ts';
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
  return await change(parts, which, async (tx, remark, at) => {
    const table = tableOf(tx, which.kind);
    if (body !== undefined && body !== remark.body) {
      if (remark.madeById !== userId) throw new Problem('not_allowed');
      if (which.kind === 'comment') await keepDecided(tx, remark);
      await table.rewrite(remark.id, body, at);
    }
    if (resolved !== undefined && resolved !== (remark.resolvedAt !== null)) {
      if (resolved) await table.resolve(remark.id, { at, userId });
      else await table.reopen(remark.id, at);
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

/** What a decision has told the speaker they go on reading, until the next one. */
async function keepDecided(tx: Tx, comment: RemarkRecord): Promise<void> {
  const [decision] = await tx.decisions.standing([comment.statementId]);
  const since = bodySince(comment);
  if (decision === undefined || since > decision.decidedAt) return;
  await tx.comments.keepDecided(comment.id, comment.body, since);
}

async function change(
  { store, clock, events }: Needs,
  { actor, kind, id }: Which,
  work: (tx: Tx, remark: RemarkRecord, at: Date) => Promise<string>,
): Promise<{ statementId: string }> {
  return await store.transaction(async (tx) => {
    const { statementId } = found(await tableOf(tx, kind).byId(id));
    const place = found(await tx.statements.context(statementId));
    // Held, so that no decision passes over what is said meanwhile.
    const [statement] = await tx.statements.lock([statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const remark = found(await tableOf(tx, kind).byId(id));
    const at = await afterDecisions(tx, statementId, clock.now());
    const done = await work(tx, remark, at);
    await tx.judgements.judged(statementId, requireStaff(actor).userId, at);
    await tx.audit({
      action: `statement.${kind}_${done}`,
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { remarkId: id },
    });
    announceToStaff(tx, { events }, place, 'remark');
    return { statementId };
  });
}
