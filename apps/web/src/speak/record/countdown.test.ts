import { expect, test } from 'vitest';
import { passedMoment, readCountdown, STOP_EARLY_MS, toldAt } from './countdown.ts';

const FLOOR = 420_000;

test('the last minute begins with its first millisecond', () => {
  expect(readCountdown(359_999, FLOOR).last).toBe(false);
  expect(readCountdown(360_000, FLOOR)).toEqual({ leftMs: 60_000, last: true, over: false });
});

test('it ends before the limit, never after, and nothing is left less than none', () => {
  expect(readCountdown(FLOOR - STOP_EARLY_MS - 1, FLOOR).over).toBe(false);
  expect(readCountdown(FLOOR - STOP_EARLY_MS, FLOOR).over).toBe(true);
  expect(readCountdown(FLOOR + 9_000, FLOOR)).toMatchObject({ leftMs: 0, over: true });
});

test('each moment is told once, also when a slow phone looks seldom', () => {
  expect(toldAt(FLOOR)).toEqual([60, 10]);
  expect(passedMoment(0, 359_000, FLOOR)).toBeNull();
  expect(passedMoment(359_900, 360_100, FLOOR)).toBe(60);
  expect(passedMoment(360_100, 361_000, FLOOR)).toBeNull();
  expect(passedMoment(359_000, 415_000, FLOOR)).toBe(10);
});

test('a floor of a minute is warned of in its second half', () => {
  expect(readCountdown(29_999, 60_000).last).toBe(false);
  expect(readCountdown(30_000, 60_000).last).toBe(true);
  expect(passedMoment(29_000, 30_500, 60_000)).toBe(30);
});
