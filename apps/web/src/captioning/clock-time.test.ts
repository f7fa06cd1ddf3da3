import { expect, test } from 'vitest';
import { clockTime, readClockTime } from './clock-time.ts';

test.each([0, 5, 999, 59_999, 60_000, 402_433, 3_723_004])('%i ms is written and read', (ms) => {
  expect(readClockTime(clockTime(ms))).toBe(ms);
});

test('times are read as people write them', () => {
  expect(['1:02,5', '62', '1:02:03.4567', ' 7 ', 'soon', '1:2:3:4', ''].map(readClockTime)).toEqual([
    ...[62_500, 62_000, 3_723_456],
    ...[7_000, null, null, null],
  ]);
});
