import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Tx } from '../ports/store.ts';

/** @param toSpeaker without it no speaker hears that there is a question at all */
export function announceQuestion(
  tx: Tx,
  { events }: Pick<Parts, 'events'>,
  { statement, invitation, review, session }: StatementContext,
  { toSpeaker = false } = {},
): void {
  tx.afterCommit(() =>
    events.publish({
      sessionId: session.id,
      reviewId: review.id,
      statementId: statement.id,
      ...(toSpeaker ? { invitationId: invitation.id } : {}),
      what: 'question',
    }),
  );
}
