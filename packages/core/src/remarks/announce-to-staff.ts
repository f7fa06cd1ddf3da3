import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Tx } from '../ports/store.ts';

/** To the staff: without an invitation no speaker hears it. */
export function announceToStaff(
  tx: Tx,
  { events }: Pick<Parts, 'events'>,
  { statement, review, session }: Pick<StatementContext, 'statement' | 'review' | 'session'>,
  what: 'remark' | 'checklist' | 'presence',
): void {
  tx.afterCommit(() =>
    events.publish({ sessionId: session.id, reviewId: review.id, statementId: statement.id, what }),
  );
}
