import { newId } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import type { Repositories } from '../ports/store.ts';
import { cardSettings, noStatementCard, openingCard, titleCard, type WantedCard } from './programme-cards.ts';

type Needs = Pick<Parts, 'settings'> & {
  store: Pick<Repositories, 'settings' | 'programmes' | 'reviews' | 'statements' | 'invitations'>;
};

/**
 * The cards that a review's programme wants ahead: the first, one before each statement that may be shown, and one
 * for everybody's place, so that whatever is withdrawn has its card already. None of a programme without cards.
 */
export async function wantedCards(parts: Needs, reviewId: string): Promise<WantedCard[]> {
  const { store } = parts;
  const review = await store.reviews.byId(reviewId);
  const session = review && (await store.reviews.session(review.sessionId));
  if (!review || !session) return [];
  await store.programmes.ensure(newId(), reviewId);
  const programme = await store.programmes.ofReview(reviewId);
  const settings = programme && (await cardSettings(parts, programme));
  if (!programme || !settings) return [];
  const placed = await store.statements.ofReview(reviewId);
  // Where nothing is decided yet there is nothing to publish, and nobody waits.
  const published = await store.programmes.published(programme.id);
  const shown = new Set(published?.items.flatMap(({ cutId, statementId }) => (cutId ? statementId : [])));
  const speaking = placed.filter(({ statement }) => isDecided(statement) || shown.has(statement.id));
  if (speaking.length === 0) return [];
  const names = await store.invitations.shownNames(reviewId);
  return [
    openingCard({ review, session }, settings),
    ...speaking.map((one) =>
      titleCard({ ...one, review, session }, names.get(one.statement.id) ?? null, settings),
    ),
    ...placed.map((one) => noStatementCard({ ...one, review, session }, settings)),
  ];
}

function isDecided({ state }: PlacedStatement['statement']): boolean {
  return state === 'approved' || state === 'awaiting_speaker';
}
