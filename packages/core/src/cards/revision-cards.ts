import type { MediaSet } from '@rostrum/domain';
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

/** What is shown before a statement, or in its place; null while it would name somebody otherwise than they appear. */
export function shownCard(
  cards: ReadonlyMap<string, TitleCardRecord>,
  { kind, cardId }: Pick<ProgrammeItemRecord, 'kind' | 'cardId'>,
  names: { organisationName: string; speakerName: string | null },
): MediaSet | null {
  const card = cards.get(cardId ?? '');
  if (card === undefined) return null;
  const now = kind === 'statement' ? names : { ...names, speakerName: null };
  return namesRightly(card, now) ? card.manifest : null;
}
