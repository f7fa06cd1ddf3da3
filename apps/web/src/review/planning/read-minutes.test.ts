import { expect, test } from 'vitest';
import { readMinutes } from './read-minutes.ts';

test.each([
  ['6:30', 390_000],
  [' 7 ', 420_000],
  ['0:01', 1000],
  ['60:00', 3_600_000],
  ['60:01', null],
  ['0:00', null],
  ['6:75', null],
  ['6.5', null],
  ['', null],
  ['-1', null],
])('%j', (text, expected) => {
  expect(readMinutes(text)).toBe(expected);
});
