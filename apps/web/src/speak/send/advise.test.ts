import { expect, test } from 'vitest';
import { advise } from './advise.ts';

const limits = {
  floor: { maximumMs: 420_000, minimumMs: 252_000, toleranceMs: 120_000 },
  sizeLimitBytes: 2 ** 31,
};
const kindOf = (lengthMs: number | null, bytes = 1000) => advise({ bytes, lengthMs }, limits).kind;

test.each([
  [420_000, 'fits'],
  [420_100, 'fits'],
  [420_101, 'needs_cut'],
  [540_000, 'needs_cut'],
  [540_001, 'too_long'],
  [252_000, 'fits'],
  [251_999, 'short'],
  [null, 'unknown'],
])('a length of %s ms %s', (lengthMs, kind) => {
  expect(kindOf(lengthMs)).toBe(kind);
});

test('size comes before length', () => {
  expect(kindOf(1000, 0)).toBe('empty');
  expect(kindOf(600_000, 2 ** 31)).toBe('too_long');
  expect(kindOf(600_000, 2 ** 31 + 1)).toBe('too_large');
});
