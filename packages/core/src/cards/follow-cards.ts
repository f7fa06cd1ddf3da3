import { cardTicks, DEFAULT_NO_STATEMENT_MS, DEFAULT_TITLE_MS } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { ProgrammeItemRecord } from '../ports/store/programmes.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TitleCardRecord } from '../ports/store/title-cards.ts';
import type { Tx } from '../ports/store.ts';
import { showAnew } from '../programmes/show-anew.ts';
import { isPlaying, keepInStep } from '../screenings/keep-in-step.ts';
import { noStatementCard, titleCard, type WantedCard } from './programme-cards.ts';
import { cardsOf, hasCards } from './revision-cards.ts';

/**
 * Puts the cards that name everybody as they are named now into what is published, in the place of those that do
 * not. What else may change (a language, a length, a State's day) waits for the next revision, and a programme that
 * was published without cards stays without. While it is screened, a card of another length waits, too.
 */
export async function followCards(
  { store, events, clock }: Pick<Parts, 'store' | 'events' | 'clock'>,
  reviewId: string,
): Promise<void> {
  const review = await store.reviews.byId(reviewId);
  const session = review && (await store.reviews.session(review.sessionId));
  if (!review || !session) return;
  await store.transaction(async (tx) => {
    const programme = await tx.programmes.lock(reviewId);
    const published = programme && (await tx.programmes.published(programme.id));
    if (!programme || !published || !hasCards(published)) return;
    const language = programme.cards ?? 'en';
    const lengths = { language, titleMs: DEFAULT_TITLE_MS, noStatementMs: DEFAULT_NO_STATEMENT_MS };
    const names = await tx.invitations.shownNames(reviewId);
    const placed = new Map((await tx.statements.ofReview(reviewId)).map((one) => [one.statement.id, one]));
    const cards = await cardsOf(tx, published);
    const change = { programme, before: published, now: clock.now() };
    const screened = await isPlaying(tx, change);
    let changed = false;
    for (const item of published.items) {
      const one = placed.get(item.statementId);
      if (one === undefined) continue;
      const speakerName = item.kind === 'statement' ? (names.get(item.statementId) ?? null) : null;
      const place: StatementContext = { ...one, review, session };
      const wanted =
        item.kind === 'statement' ? titleCard(place, speakerName, lengths) : noStatementCard(place, lengths);
      const better = await betterCard(tx, item, cards.get(item.cardId ?? '') ?? null, wanted);
      if (better === null) continue;
      if (screened && cardTicks(better.lengthMs) !== cardTicks(item.cardMs)) continue;
      await tx.programmes.setItemCard(published.id, item.position, {
        cardId: better.id,
        cardMs: better.lengthMs,
      });
      changed = true;
    }
    if (!changed) return;
    await keepInStep(tx, change);
    await showAnew(tx, { events }, { programme, sessionId: session.id });
  });
}

/** Null where the one that is there will do, or no other is drawn yet. */
async function betterCard(
  tx: Tx,
  item: ProgrammeItemRecord,
  card: TitleCardRecord | null,
  wanted: WantedCard,
): Promise<TitleCardRecord | null> {
  if (card !== null && card.names === wanted.names) return null;
  const better = await tx.titleCards.byFacts(wanted.facts);
  return better !== null && better.id !== item.cardId ? better : null;
}
