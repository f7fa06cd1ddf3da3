import { expect, test } from 'vitest';
import type { Item } from '../api.ts';
import { HALF_FRAME_MS } from './items.ts';
import { beginsAt } from './use-deep-link.ts';

const item = { startMs: 10_000, cardMs: 5_000, lengthMs: 65_000 } as Item;

test('an address names a moment of the statement, behind its card', () => {
  expect(beginsAt(item, '?at=2500')).toBe(10_000 + 5_000 + 2_500 + HALF_FRAME_MS);
  expect(beginsAt(item, '?at=0')).toBe(15_000 + HALF_FRAME_MS);
});

test.each(['', '?at=', '?at=-1', '?at=x', '?at=60000', '?at=1e9', '?at=999999999'])(
  '%s is its beginning',
  (search) => expect(beginsAt(item, search)).toBe(10_000 + HALF_FRAME_MS),
);
