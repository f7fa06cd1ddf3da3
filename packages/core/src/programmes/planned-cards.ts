import {
  type CardSettings,
  noStatementCard,
  openingCard,
  titleCard,
  type WantedCard,
} from '../cards/programme-cards.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import type { TitleCardRecord } from '../ports/store/title-cards.ts';
import type { Repositories } from '../ports/store.ts';

/** The cards of a programme as it would be published now. */
export interface PlannedCards {
  opening: WantedCard;
  /** By statement: before it, and in its place. */
  places: Map<string, { title: WantedCard; noStatement: WantedCard }>;
}

export function plannedCards(
  settings: CardSettings,
  {
    placed,
    names,
    review,
    session,
  }: {
    placed: readonly PlacedStatement[];
    /** Of those who chose to appear by name. */
    names: ReadonlyMap<string, string>;
    review: ReviewRecord;
    session: SessionRecord;
  },
): PlannedCards {
  const place = { review, session };
  return {
    opening: openingCard(place, settings),
    places: new Map(
      placed.map((one) => {
        const { id } = one.statement;
        const title = titleCard({ ...one, ...place }, names.get(id) ?? null, settings);
        return [id, { title, noStatement: noStatementCard({ ...one, ...place }, settings) }];
      }),
    ),
  };
}

/** Those that are drawn, by the mark of what they show. */
export async function drawnCards(
  { titleCards }: Pick<Repositories, 'titleCards'>,
  { opening, places }: PlannedCards,
): Promise<Map<string, TitleCardRecord>> {
  const all = [opening, ...[...places.values()].flatMap(({ title, noStatement }) => [title, noStatement])];
  const drawn = await titleCards.drawn([...new Set(all.map(({ shows }) => shows))]);
  return new Map(drawn.map((card) => [card.shows, card]));
}
