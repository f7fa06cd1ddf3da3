import { expect, test } from 'vitest';
import { wholePart } from './whole-part.ts';

const index = [
  { bytes: 10, atMs: 1_000 },
  { bytes: 20, atMs: 2_000 },
  { bytes: 30, atMs: 3_100 },
];
const stored =
  (...sizes: readonly (number | undefined)[]) =>
  (place: number) =>
    sizes[place];

test('all that was written is used', () => {
  expect(wholePart(index, stored(10, 20, 30))).toEqual({ parts: 3, bytes: 60, lengthMs: 3_100 });
});

test('torn in the middle, it is used up to its last whole part', () => {
  expect(wholePart(index, stored(10, undefined, 30))).toEqual({ parts: 1, bytes: 10, lengthMs: 1_000 });
  expect(wholePart(index, stored(10, 19, 30))).toEqual({ parts: 1, bytes: 10, lengthMs: 1_000 });
});

test('a part of which the index knows nothing is not used', () => {
  expect(wholePart(index.slice(0, 2), stored(10, 20, 30))).toEqual({ parts: 2, bytes: 30, lengthMs: 2_000 });
});

test('nothing is nothing', () => {
  expect(wholePart([], stored(10))).toEqual({ parts: 0, bytes: 0, lengthMs: 0 });
  expect(wholePart(index, stored())).toEqual({ parts: 0, bytes: 0, lengthMs: 0 });
});
