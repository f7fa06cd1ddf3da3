import { expect, test } from 'vitest';
import { beforeJoin, isLeftOut, joinsOf, leapFrom, nextJoin, playedMs, takeMsOf } from './audition-model.ts';

const pal = { num: 25, den: 1 };
const ntsc = { num: 30_000, den: 1001 };
const edit = {
  inMs: 1_000,
  outMs: 9_000,
  removals: [
    { startMs: 3_000, endMs: 4_000 },
    { startMs: 6_000, endMs: 7_000 },
  ],
};

test('a removal is left at the last frame kept, before its first is shown', () => {
  expect(leapFrom(edit, 2_920, pal)).toBeNull();
  expect(leapFrom(edit, 2_960, pal)).toBe(4_020);
  expect(leapFrom(edit, 4_000, pal)).toBeNull();
});

test('from what is left out it goes on to what is kept, and ends after the last frame', () => {
  expect(leapFrom(edit, 0, pal)).toBe(1_020);
  expect(leapFrom(edit, 3_500, pal)).toBe(4_020);
  expect(leapFrom(edit, 8_920, pal)).toBeNull();
  expect(leapFrom(edit, 8_960, pal)).toBe('end');
  expect(leapFrom(edit, 9_500, pal)).toBe('end');
});

test('a frame is left out from the first of a removal to its last', () => {
  for (const ms of [1_000, 2_960, 4_000, 8_960]) expect(isLeftOut(edit, ms, pal), `${ms}`).toBe(false);
  for (const ms of [960, 3_000, 3_960, 9_000]) expect(isLeftOut(edit, ms, pal), `${ms}`).toBe(true);
});

test('played faster, it leaves earlier: frames are passed over', () => {
  expect(leapFrom(edit, 2_920, pal, 3)).toBe(4_020);
  expect(leapFrom(edit, 2_880, pal, 3)).toBeNull();
});

test.each([pal, ntsc])(
  'at $num/$den no removed frame is ever reached, and no kept one is left out',
  (rate) => {
    const frameOf = (ms: number) => Math.floor(((ms + 0.5) * rate.num) / (1000 * rate.den));
    const startOf = (frame: number) => Math.round((frame * 1000 * rate.den) / rate.num);
    const cut = {
      inMs: startOf(10),
      outMs: startOf(90),
      removals: [{ startMs: startOf(20), endMs: startOf(33) }],
    };
    const shown: number[] = [];
    let at: number | 'end' | null = startOf(10);
    while (at !== 'end') {
      shown.push(frameOf(at));
      at = leapFrom(cut, at, rate) ?? startOf(frameOf(at) + 1);
    }
    expect(shown).toEqual(
      [...Array(10).keys()].map((n) => n + 10).concat([...Array(57).keys()].map((n) => n + 33)),
    );
  },
);

test('joins, and two seconds of what is kept before each', () => {
  expect(joinsOf(edit)).toEqual([3_000, 6_000]);
  expect(beforeJoin(edit, 3_000)).toBe(1_000);
  expect(beforeJoin(edit, 6_000)).toBe(4_000);
  expect(beforeJoin({ ...edit, removals: [...edit.removals, { startMs: 7_500, endMs: 8_000 }] }, 7_500)).toBe(
    4_500,
  );
  expect(nextJoin(edit, undefined)).toBe(3_000);
  expect(nextJoin(edit, 3_000)).toBe(6_000);
  expect(nextJoin(edit, 6_000)).toBe(3_000);
  expect(nextJoin({ inMs: 0, outMs: 10, removals: [] }, undefined)).toBeUndefined();
  // What touches in or out joins nothing.
  expect(joinsOf({ ...edit, removals: [{ startMs: 1_000, endMs: 2_000 }] })).toEqual([]);
});

test('the time of the edit and the time of the take', () => {
  expect([500, 2_000, 3_500, 5_000, 9_900].map((ms) => playedMs(edit, ms))).toEqual([
    0, 1000, 2000, 3000, 6000,
  ]);
  expect([0, 1_999, 2_000, 5_999, 9_999].map((ms) => takeMsOf(edit, ms))).toEqual([
    1000, 2999, 4000, 8999, 9000,
  ]);
});
