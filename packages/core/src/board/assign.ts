import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { Assignable } from '../ports/store/board.ts';
import { requireStaff } from '../sessions/who-may.ts';

/** As many are said one by one; of more, listeners are told to look at their SuRs again. */
const SAID_SINGLY = 20;

/**
 * Gives statements to one of the staff, or to nobody. It moves no machine and no version: whoever decides
 * meanwhile is not disturbed. Of two at once, the last one stands.
 * @returns how many were somebody else's, or nobody's, before
 * @throws Problem not_allowed | not_found | assignee_unavailable
 */
export async function assign(
  { store, events }: Pick<Parts, 'store' | 'events'>,
  { actor, statementIds, userId }: { actor: Actor; statementIds: readonly string[]; userId: string | null },
): Promise<{ changed: number }> {
  requireStaff(actor);
  const wanted = [...new Set(statementIds)];
  return await store.transaction(async (tx) => {
    if (userId !== null && !(await tx.board.colleague(userId))?.active) {
      throw new Problem('assignee_unavailable');
    }
    await tx.statements.lock(wanted);
    const known = await tx.board.assignable(wanted);
    if (known.length < wanted.length) throw new Problem('not_found');
    const changed = known.filter(({ assignedToId }) => assignedToId !== userId);
    await tx.board.assign(
      changed.map(({ id }) => id),
      userId,
    );
    for (const { id, assignedToId } of changed) {
      await tx.audit({
        action: 'statement.assigned',
        actor,
        subject: { kind: 'statement', id },
        payload: { from: assignedToId, to: userId },
      });
    }
    tx.afterCommit(() => tell(events, changed));
    return { changed: changed.length };
  });
}

/** Without an invitation: this is none of its speaker's business. */
async function tell(events: Parts['events'], changed: readonly Assignable[]): Promise<void> {
  if (changed.length <= SAID_SINGLY) {
    for (const { id, reviewId, sessionId } of changed) {
      await events.publish({ sessionId, reviewId, statementId: id, what: 'statement' });
    }
    return;
  }
  const reviews = new Map(changed.map(({ reviewId, sessionId }) => [reviewId, sessionId]));
  for (const [reviewId, sessionId] of reviews) {
    await events.publish({ sessionId, reviewId, what: 'statement' });
  }
}
