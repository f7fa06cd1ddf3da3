import { expect, test } from 'vitest';
import { moved } from './move.ts';

test.each([
  [0, 2, ['b', 'c', 'a']],
  [2, 0, ['c', 'a', 'b']],
  [1, 1, ['a', 'b', 'c']],
  [1, -5, ['b', 'a', 'c']],
  [1, 9, ['a', 'c', 'b']],
  [7, 0, ['a', 'b', 'c']],
])('from %i to %i', (from, target, expected) => {
  expect(moved(['a', 'b', 'c'], from, target)).toEqual(expected);
});
