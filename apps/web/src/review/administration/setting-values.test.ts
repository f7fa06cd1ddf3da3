import { expect, test } from 'vitest';
import { countedOf } from './count-store.ts';
import { readValue, writeValue } from './setting-values.ts';

test.each([
  ['mail.reminderDays', '7, 2 1', [7, 2, 1]],
  ['mail.reminderDays', '', []],
  ['mail.reminderDays', '0', null],
  ['mail.reminderDays', '7, x', null],
  ['board.dueSoonDays', '3', 3],
  ['board.dueSoonDays', '-3', null],
  ['board.dueSoonDays', '', null],
  ['session.toleranceMs', '2:00', 120_000],
  ['session.toleranceMs', 'two', null],
  ['cards.titleMs', '0:04', 4000],
  ['cards.titleMs', '1:00', null],
  ['session.minimumShare', '60', 0.6],
  ['session.minimumShare', '101', null],
] as const)('%s from %j', (key, typed, value) => {
  expect(readValue(key, typed)).toEqual(value);
});

test('what is written is read as the same', () => {
  for (const [key, value] of [
    ['mail.reminderDays', [7, 2, 1]],
    ['board.dueSoonDays', 3],
    ['session.toleranceMs', 90_000],
    ['cards.noStatementMs', 6000],
    ['session.minimumShare', 0.35],
  ] as const) {
    expect(readValue(key, writeValue(key, value))).toEqual(value);
  }
});

test('a count that is none is not shown', () => {
  expect(countedOf(null)).toBeNull();
  expect(countedOf({ sessions: 'no' })).toBeNull();
  expect(countedOf({ objects: 1, bytes: 2, sessions: [], astray: { objects: 0, bytes: 0 } })).toMatchObject({
    objects: 1,
    bytes: 2,
  });
});
