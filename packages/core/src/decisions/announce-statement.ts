import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Tx } from '../ports/store.ts';

export function announceStatement(
  tx: Tx,
  { events }: Pick<Parts, 'events'>,
  { statement, review, session }: Pick<StatementContext, 'statement' | 'review' | 'session'>,
): void {
  tx.afterCommit(() =>
    events.publish({
      sessionId: session.id,
      reviewId: review.id,
      statementId: statement.id,
      invitationId: statement.invitationId,
      what: 'statement',
    }),
  );
}
