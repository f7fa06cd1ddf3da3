import { expect, test } from 'vitest';
import { worthShrinking } from './worth.ts';

const MINUTE_MS = 60_000;
/** 0.5 Mbit/s. */
const SLOW = 62_500;

test('seven minutes of a telephone on a slow line: both sizes and both times', () => {
  const worth = worthShrinking({ bytes: 900_000_000, lengthMs: 7 * MINUTE_MS, bytesPerSecond: SLOW });
  expect(worth).toEqual({
    beforeBytes: 900_000_000,
    afterBytes: 72_122_400,
    beforeMs: 14_400_000,
    afterMs: 1_153_958.4,
  });
});

test.each([
  ['the length is not known', { bytes: 900_000_000, lengthMs: null, bytesPerSecond: SLOW }],
  ['it is small already', { bytes: 80_000_000, lengthMs: 7 * MINUTE_MS, bytesPerSecond: SLOW }],
  ['it is sent within a minute', { bytes: 900_000_000, lengthMs: MINUTE_MS, bytesPerSecond: 20_000_000 }],
  ['it is short', { bytes: 7_999_999, lengthMs: 1000, bytesPerSecond: 1 }],
  ['nobody knows the line, and it is no giant', { bytes: 29_000_000, lengthMs: 1000, bytesPerSecond: null }],
])('nothing is offered where %s', (_why, question) => {
  expect(worthShrinking(question)).toBeNull();
});

test('without a figure for the line no time is promised', () => {
  const worth = worthShrinking({ bytes: 300_000_000, lengthMs: MINUTE_MS, bytesPerSecond: null });
  expect(worth).toMatchObject({ beforeMs: null, afterMs: null });
});
