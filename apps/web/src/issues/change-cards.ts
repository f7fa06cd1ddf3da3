import type { IssueCard } from './issue-draft.ts';

/** What one act makes of the cards as they stand; null where what it was about is another by now. */
export type CardsChange = (cards: readonly IssueCard[]) => IssueCard[] | null;

/** What a card says, whatever the order in which an answer names it. */
export const cardText = (card: IssueCard | null): string =>
  JSON.stringify(card, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

export const sameCard = (a: IssueCard | null, b: IssueCard | null): boolean => cardText(a) === cardText(b);

/** @param began as the card stood when the writing began; null for a new one, which comes last */
export const withCard =
  (card: IssueCard, began: IssueCard | null): CardsChange =>
  (now) => {
    const found = now.find(({ id }) => id === card.id) ?? null;
    if (!sameCard(found, began)) return null;
    return found === null ? [...now, card] : now.map((one) => (one === found ? card : one));
  };

/** What somebody changed since it was looked at is not taken out unread. */
export const withoutCard =
  (card: IssueCard): CardsChange =>
  (now) =>
    sameCard(now.find(({ id }) => id === card.id) ?? null, card)
      ? now.filter(({ id }) => id !== card.id)
      : null;

export const putBackCard =
  (card: IssueCard, at: number): CardsChange =>
  (now) =>
    now.some(({ id }) => id === card.id) ? null : [...now.slice(0, at), card, ...now.slice(at)];

/** Another moment, and nothing else; where somebody gave it another one since, that one was not seen. */
export const placeCard =
  ({ id, moment: seen }: Pick<IssueCard, 'id' | 'moment'>, moment: IssueCard['moment']): CardsChange =>
  (now) =>
    now.some((card) => card.id === id && sameMoment(card.moment, seen))
      ? now.map((card) => (card.id === id ? { ...card, moment } : card))
      : null;

const sameMoment = (a: IssueCard['moment'], b: IssueCard['moment']): boolean =>
  a?.takeId === b?.takeId && a?.ms === b?.ms;

/** By so many places, to the nearest end at most. */
export const moveCard =
  (id: string, by: number): CardsChange =>
  (now) => {
    const at = now.findIndex((card) => card.id === id);
    const card = now[at];
    if (card === undefined) return null;
    const rest = now.filter((other) => other !== card);
    const to = Math.max(0, Math.min(rest.length, at + by));
    return [...rest.slice(0, to), card, ...rest.slice(to)];
  };
