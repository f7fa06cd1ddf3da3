import { expect, test } from 'vitest';
import { cutTime, takeTime } from './player-time.ts';

const edit = { inMs: 1000, outMs: 9000, removals: [{ startMs: 3000, endMs: 5000 }] };

test('a place of the cut is found in the take, and back', () => {
  for (const [cutMs, takeMs] of [
    [0, 1000],
    [1999, 2999],
    [2000, 5000],
    [5999, 8999],
  ] as const) {
    expect(takeTime(edit, cutMs)).toBe(takeMs);
    expect(cutTime(edit, takeMs)).toBe(cutMs);
  }
});

test('what the cut leaves out is nowhere in it, and beyond its end is its end', () => {
  for (const takeMs of [0, 999, 3000, 4999, 9000]) expect(cutTime(edit, takeMs)).toBeNull();
  expect(takeTime(edit, 60_000)).toBe(9000);
});
