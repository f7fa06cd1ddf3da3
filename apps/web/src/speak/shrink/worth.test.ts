import { expect, test } from 'vitest';
import { worthShrinking } from './worth.ts';

const MINUTE_MS = 60_000;
/** 0.5 Mbit/s. */
const SLOW = { bytesPerSecond: 62_500, measured: true };
const WEAK = { bytesPerSecond: 62_500, measured: false };
const FAST = { bytesPerSecond: 20_000_000, measured: true };
const fits = { tooLarge: false };

test('seven minutes of a telephone on a slow line: both sizes and both times', () => {
  const question = { ...fits, bytes: 900_000_000, lengthMs: 7 * MINUTE_MS };
  const worth = {
    beforeBytes: 900_000_000,
    afterBytes: 72_122_400,
    beforeMs: 14_400_000,
    afterMs: 1_153_958.4,
  };
  expect(worthShrinking({ ...question, line: SLOW })).toEqual({ ...worth, measured: true });
  expect(worthShrinking({ ...question, line: WEAK })).toEqual({ ...worth, measured: false });
});

test.each([
  [20_000_000, MINUTE_MS, 5],
  [45_000_000, 2 * MINUTE_MS, 12],
])('%i bytes on a line that nobody measured: offered, with a time', (bytes, lengthMs, minutes) => {
  const worth = worthShrinking({ ...fits, bytes, lengthMs, line: WEAK });
  expect(Math.round((worth?.beforeMs ?? 0) / MINUTE_MS)).toBe(minutes);
  expect(worth?.afterMs).toBeGreaterThan(MINUTE_MS);
});

test.each([
  ['the length is not known', { ...fits, bytes: 900_000_000, lengthMs: null, line: SLOW }],
  ['it is small already', { ...fits, bytes: 80_000_000, lengthMs: 7 * MINUTE_MS, line: SLOW }],
  ['it is sent within a minute', { ...fits, bytes: 900_000_000, lengthMs: MINUTE_MS, line: FAST }],
  ['it is short', { ...fits, bytes: 7_999_999, lengthMs: 1000, line: { ...SLOW, bytesPerSecond: 1 } }],
  ['it would stay too large', { tooLarge: true, bytes: 80_000_000, lengthMs: 7 * MINUTE_MS, line: FAST }],
])('nothing is offered where %s', (_why, question) => {
  expect(worthShrinking(question)).toBeNull();
});

test('what is too large to be sent has a time only once it is small, however fast the line', () => {
  const worth = worthShrinking({ tooLarge: true, bytes: 9_000_000, lengthMs: 1000, line: FAST });
  expect(worth).toMatchObject({ beforeMs: null, afterMs: expect.any(Number) });
});
