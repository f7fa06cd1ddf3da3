import { cardTicks, type MediaSet } from '@rostrum/domain';
import type { ProgrammeItemRecord, RevisionWithItems } from '../ports/store/programmes.ts';
import type { TitleCardRecord } from '../ports/store/title-cards.ts';
import type { Repositories } from '../ports/store.ts';
import { namesRightly } from './programme-cards.ts';

/** Was it published with cards? Every one of those begins with one. */
export function hasCards({ openingMs }: Pick<RevisionWithItems, 'openingMs'>): boolean {
  return openingMs > 0;
}

type Showing = Pick<RevisionWithItems, 'items' | 'openingCardId'>;

/** Those of some revisions, by their ids; what was erased is not among them. */
export async function cardsOf(
  { titleCards }: Pick<Repositories, 'titleCards'>,
  ...revisions: readonly Showing[]
): Promise<Map<string, TitleCardRecord>> {
  const ids = revisions
    .flatMap(({ items, openingCardId }) => [openingCardId, ...items.map(({ cardId }) => cardId)])
    .filter((id) => id !== null);
  return new Map((await titleCards.byIds([...new Set(ids)])).map((card) => [card.id, card]));
}

/**
 * What is shown before a statement, or in its place. A card that names its speaker otherwise than they appear now is
 * shown no more; until the next one is drawn the programme's first card, which names the State alone, stands in for
 * it where it is as long: nobody's place on the timeline moves because of a name. What names an organisation and
 * nobody else stands until then.
 */
export function shownCard(
  cards: ReadonlyMap<string, TitleCardRecord>,
  { openingCardId }: Pick<RevisionWithItems, 'openingCardId'>,
  { kind, cardId, cardMs }: Pick<ProgrammeItemRecord, 'kind' | 'cardId' | 'cardMs'>,
  names: { organisationName: string; speakerName: string | null },
): MediaSet | null {
  const card = cards.get(cardId ?? '');
  const now = kind === 'statement' ? names : { ...names, speakerName: null };
  if (card !== undefined && (card.statementId === null || namesRightly(card, now))) return card.manifest;
  const opening = cards.get(openingCardId ?? '')?.manifest;
  return opening !== undefined && opening.durationTicks === cardTicks(cardMs) ? opening : null;
}
