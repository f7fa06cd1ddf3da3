import { expect, test } from 'vitest';
import {
  formatFrame,
  formatTime,
  frameAt,
  isoDuration,
  middleOfFrame,
  rateOf,
  readFloor,
  roundTimeLeft,
} from './time.ts';

const pal = { num: 25, den: 1 };
const ntsc = { num: 30000, den: 1001 };

test('times', () => {
  expect(formatTime(0)).toBe('0:00');
  expect(formatTime(999)).toBe('0:00');
  expect(formatTime(402_433)).toBe('6:42');
  expect(formatTime(420_000)).toBe('7:00');
  expect(formatTime(3_723_000)).toBe('1:02:03');
  expect(formatTime(200, 'up')).toBe('0:01');
  expect(formatTime(59_001, 'up')).toBe('1:00');
  expect(() => formatTime(Number.NaN)).toThrow(RangeError);
  expect(() => formatTime(-1)).toThrow(RangeError);
});

test('frames', () => {
  expect(formatFrame(10_063, pal)).toBe('6:42.13');
  expect(formatFrame(0, ntsc)).toBe('0:00.00');
  expect(formatFrame(29, ntsc)).toBe('0:00.29');
  expect(formatFrame(30, ntsc)).toBe('0:01.00');
  expect(() => formatFrame(1.5, pal)).toThrow(RangeError);
});

test.each([pal, ntsc, { num: 24, den: 1 }, { num: 30, den: 1 }])(
  'every frame of a minute is found again at $num/$den',
  (rate) => {
    for (let frame = 0; frame < 1800; frame += 1) {
      const startMs = Math.round((frame * 1000 * rate.den) / rate.num);
      expect(frameAt(startMs, rate)).toBe(frame);
      expect(frameAt(middleOfFrame(frame, rate), rate)).toBe(frame);
    }
  },
);

test('floor time: the limit is allowed, a millisecond more is over', () => {
  expect(readFloor(419_999, 420_000)).toMatchObject({ kind: 'left', difference: '0:01' });
  expect(readFloor(420_000, 420_000)).toMatchObject({ kind: 'exact' });
  expect(readFloor(420_001, 420_000)).toMatchObject({ kind: 'over', difference: '0:01' });
  expect(readFloor(462_900, 420_000)).toMatchObject({ kind: 'over', difference: '0:42' });
  expect(readFloor(402_433, 420_000)).toMatchObject({ kind: 'left', difference: '0:18' });
});

test('time left is rounded up', () => {
  expect(roundTimeLeft(400)).toEqual({ unit: 'seconds', n: 1 });
  expect(roundTimeLeft(41_000)).toEqual({ unit: 'seconds', n: 45 });
  expect(roundTimeLeft(60_001)).toEqual({ unit: 'minutes', n: 2 });
  expect(roundTimeLeft(7_200_000)).toEqual({ unit: 'hours', n: 2 });
});

test('durations for machines', () => {
  expect(isoDuration(402_433)).toBe('PT402.433S');
});

test.each([
  [25, { num: 25, den: 1 }],
  [30, { num: 30, den: 1 }],
  [29.97, { num: 30000, den: 1001 }],
  [23.976, { num: 24000, den: 1001 }],
  [12.5, { num: 12500, den: 1000 }],
])('a declared rate of %d is a fraction', (declared, rate) => {
  expect(rateOf(declared)).toEqual(rate);
});

test('no rate is no fraction', () => {
  expect(() => rateOf(0)).toThrow(RangeError);
  expect(() => rateOf(Number.NaN)).toThrow(RangeError);
});
