import { newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';

/**
 * A job of its own for each change: one that runs already may have looked before it, and adding to that adds
 * nothing. Those that find nothing to do cost two queries.
 */
export function askForCard({ queue }: Pick<Parts, 'queue'>, statementId: string): Promise<void> {
  return queue.add('card.draw', { statementId }, { jobId: `card.draw.${statementId}.${newId()}` });
}

/** What a review's programme shows besides its statements. */
export function askForProgrammeCards({ queue }: Pick<Parts, 'queue'>, reviewId: string): Promise<void> {
  return queue.add('programme.cards', { reviewId }, { jobId: `programme.cards.${reviewId}.${newId()}` });
}
