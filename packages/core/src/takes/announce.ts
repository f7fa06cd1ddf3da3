import type { Parts } from '../parts.ts';
import type { LiveEvent } from '../ports/events.ts';
import type { StatementContext } from '../ports/store/statements.ts';

export function liveEvent(context: StatementContext, what: LiveEvent['what']): LiveEvent {
  return {
    sessionId: context.session.id,
    reviewId: context.review.id,
    statementId: context.statement.id,
    invitationId: context.invitation.id,
    what,
  };
}

export function announce(
  parts: Pick<Parts, 'events'>,
  context: StatementContext,
  what: LiveEvent['what'],
): Promise<void> {
  return parts.events.publish(liveEvent(context, what));
}
