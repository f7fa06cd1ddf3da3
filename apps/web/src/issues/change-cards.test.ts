import { expect, test } from 'vitest';
import { moveCard, placeCard, putBackCard, sameCard, withCard, withoutCard } from './change-cards.ts';
import { cardOf, newIssue } from './issue-draft.ts';

const card = (title: string) => ({ ...cardOf({ ...newIssue(), title }), id: title });
const [a, b, c] = [card('a'), card('b'), card('c')];
const ids = (cards: readonly { id: string }[] | null) => cards?.map(({ id }) => id).join('') ?? null;

test.each([
  ['b', -1, 'bac'],
  ['b', 1, 'acb'],
  ['a', -1, 'abc'],
  ['a', 9, 'bca'],
  ['x', 1, null],
])('%s moved by %i', (id, by, expected) => {
  expect(ids(moveCard(id, by)([a, b, c]))).toBe(expected);
});

test('a new card comes last, and one that is known stays where it is', () => {
  expect(ids(withCard(c, null)([a, b]))).toBe('abc');
  const other = { ...a, theme: 'torture' };
  expect(withCard(other, a)([a, b])).toEqual([other, b]);
});

test('what somebody else changed meanwhile is neither written over nor taken out', () => {
  const theirs = { ...a, theme: 'torture' };
  expect(withCard({ ...a, theme: 'equality' }, a)([theirs])).toBeNull();
  expect(withoutCard(a)([theirs])).toBeNull();
  expect(withCard(a, a)([b])).toBeNull();
  expect(ids(withoutCard(a)([a, b]))).toBe('b');
});

test('a moment is set whatever else changed meanwhile, and not over one that nobody looked at', () => {
  const moment = { takeId: 'one', ms: 1_200 };
  const theirs = { ...a, theme: 'torture' };
  expect(placeCard(a, moment)([theirs, b])).toEqual([{ ...theirs, moment }, b]);
  expect(placeCard({ ...a, moment }, null)([{ ...a, moment: { ...moment } }])).toEqual([a]);
  expect(placeCard(a, moment)([{ ...a, moment: { takeId: 'one', ms: 9 } }])).toBeNull();
  expect(placeCard(a, moment)([b])).toBeNull();
});

test('the same in another order is the same', () => {
  const turned = Object.fromEntries(Object.entries(a).reverse()) as typeof a;
  expect(Object.keys(turned)).not.toEqual(Object.keys(a));
  expect(sameCard(turned, a)).toBe(true);
  expect(sameCard({ ...turned, title: 'x' }, a)).toBe(false);
  expect(sameCard(null, a)).toBe(false);
});

test('what was taken out comes back where it was, once', () => {
  expect(ids(putBackCard(b, 1)([a, c]))).toBe('abc');
  expect(ids(putBackCard(b, 5)([a]))).toBe('ab');
  expect(putBackCard(b, 1)([a, b, c])).toBeNull();
});
