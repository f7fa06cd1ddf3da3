import { expect, test } from 'vitest';
import { isOf, newNameOf } from './kept-name.ts';

test('what was made small is known by its statement, and no other one takes it for its own', () => {
  const name = newNameOf('s-1');
  expect(isOf(name, 's-1')).toBe(true);
  expect(isOf(name, 's-11')).toBe(false);
  expect(isOf(name, 's')).toBe(false);
  expect(newNameOf('s-1')).not.toBe(name);
});
