import { describe, expect, test } from 'vitest';
import { beginningOf, indexAt, nextIndex, placeIn, previousIndex, sameItems } from './items.ts';

const statement = (id: string, startMs: number, lengthMs = 10_000) => ({
  kind: 'statement' as const,
  statementId: id,
  cutId: `${id}-cut`,
  startMs,
  lengthMs,
});
const card = (id: string, startMs: number) => ({
  kind: 'card' as const,
  statementId: id,
  cutId: null,
  startMs,
  lengthMs: 0,
});
const items = [statement('a', 0), card('x', 10_000), statement('b', 10_000), statement('c', 20_000)];

describe('what plays', () => {
  test.each([
    [0, 0],
    [9_998, 0],
    // The first picture's time, rounded down.
    [9_999, 2],
    [10_000, 2],
    [20_017, 3],
    [99_000, 3],
  ])('at %i ms it is item %i', (ms, index) => expect(indexAt(items, ms)).toBe(index));

  test('cards alone play nothing', () => {
    expect(indexAt([card('x', 0)], 0)).toBe(-1);
    expect(nextIndex([card('x', 0)], 0)).toBe(-1);
  });
});

describe('a programme with title cards', () => {
  const none = { ...card('x', 15_000), lengthMs: 6_000 };
  const cards = [statement('a', 4_000, 11_000), none, statement('b', 21_000)];

  test('shows its opening before the first, and a card in its place', () => {
    expect([0, 4_000, 14_000, 15_000, 20_998, 21_000].map((ms) => indexAt(cards, ms))).toEqual([
      -1, 0, 0, 1, 1, 2,
    ]);
    expect(nextIndex(cards, 0)).toBe(0);
    expect(nextIndex(cards, 16_000)).toBe(2);
    expect(previousIndex(cards, 16_000)).toBe(0);
  });

  test('goes on at the card where it was on show', () => {
    expect(placeIn(cards.slice(1), cards, 16_000)).toEqual({ ms: 16_000, kept: true, index: 0 });
  });
});

test('next and previous pass over cards', () => {
  expect(nextIndex(items, 5_000)).toBe(2);
  expect(nextIndex(items, 25_000)).toBe(-1);
  expect(previousIndex(items, 10_500)).toBe(0);
  expect(previousIndex(items, 14_000)).toBe(2);
  expect(previousIndex(items, 1_000)).toBe(0);
});

test('a jump lands within the first frame at every rate from 24 to 30', () => {
  for (const frameMs of [1000 / 24, 1000 / 25, 1001 / 30, 1000 / 30]) {
    const into = beginningOf(statement('b', 10_000)) - 10_000;
    expect(into).toBeGreaterThan(frameMs / 3);
    expect(into).toBeLessThan(frameMs);
  }
});

describe('a new revision', () => {
  test('goes on at the same picture, wherever its statement lies now', () => {
    const without = [card('a', 0), card('x', 0), statement('b', 0), statement('c', 10_000)];
    expect(placeIn(without, items, 14_000)).toEqual({ ms: 4_000, kept: true, index: 2 });
  });

  test('waits at the next statement when that on show is gone', () => {
    const without = [statement('a', 0), card('x', 10_000), card('b', 10_000), statement('c', 10_000)];
    expect(placeIn(without, items, 14_000)).toEqual({ ms: 10_017, kept: false, index: 3 });
  });

  test('waits at the one before when none comes after', () => {
    const without = [statement('a', 0), card('x', 10_000), statement('b', 10_000), card('c', 20_000)];
    expect(placeIn(without, items, 24_000)).toEqual({ ms: 10_017, kept: false, index: 2 });
  });

  test('begins a newly cut statement again', () => {
    const recut = { ...statement('b', 10_000, 8_000), cutId: 'another' };
    const changed = [statement('a', 0), card('x', 10_000), recut, statement('c', 18_000)];
    expect(placeIn(changed, items, 14_000)).toEqual({ ms: 10_017, kept: false, index: 2 });
  });

  test('of cards alone plays nothing', () => {
    expect(placeIn([card('a', 0)], items, 14_000)).toEqual({ ms: 0, kept: false, index: -1 });
  });

  test('is the same when its items are', () => {
    expect(sameItems(items, structuredClone(items))).toBe(true);
    expect(sameItems(items, items.slice(1))).toBe(false);
    expect(sameItems(items, [card('a', 0), ...items.slice(1)])).toBe(false);
  });
});
