import { expect, test } from 'vitest';
import { bytesOf, firstQuality, judgeSpace, rateOf, weakLineMinutes } from './quality.ts';

test('seven minutes are some 66 MB, and some 18 minutes on a weak line; sound alone is a twentieth', () => {
  const bytes = bytesOf(rateOf('video', 'better'), 420_000);
  expect(bytes).toBe(66_360_000);
  expect(weakLineMinutes(bytes)).toBe(18);
  expect(bytesOf(rateOf('sound', 'better'), 420_000)).toBe(3_360_000);
  expect(weakLineMinutes(1)).toBe(1);
});

test.each([
  [{ quota: 200, usage: 0 }, { kind: 'enough' }],
  [
    { quota: 200, usage: 1 },
    { kind: 'short', freeBytes: 199, neededBytes: 200 },
  ],
  [
    { quota: 100, usage: 900 },
    { kind: 'short', freeBytes: 0, neededBytes: 200 },
  ],
  [{ quota: 0, usage: 0 }, { kind: 'unknown' }],
  [{}, { kind: 'unknown' }],
  [null, { kind: 'unknown' }],
])('%j has %j for twice a hundred bytes', (estimate, space) => {
  expect(judgeSpace(estimate, 100)).toEqual(space);
});

test.each([
  [undefined, 'better'],
  [{ effectiveType: '4g' }, 'better'],
  [{ effectiveType: '4g', saveData: true }, 'smaller'],
  [{ effectiveType: 'slow-2g' }, 'smaller'],
  [{ effectiveType: '3g' }, 'smaller'],
])('on %j it begins with %s', (connection, quality) => {
  expect(firstQuality(connection)).toBe(quality);
});
