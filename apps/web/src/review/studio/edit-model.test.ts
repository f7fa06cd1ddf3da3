import { expect, test } from 'vitest';
import {
  sameEdit,
  skipTo,
  startOfFrame,
  withIn,
  withOut,
  withoutRemoval,
  withRemoval,
} from './edit-model.ts';

const pal = { num: 25, den: 1 };
const ntsc = { num: 30_000, den: 1001 };
const whole = { inMs: 0, outMs: 10_000, removals: [] };

test('a frame begins at a whole ms', () => {
  expect(startOfFrame(13, pal)).toBe(520);
  expect(startOfFrame(100, ntsc)).toBe(3337);
});

test('the in-point takes the frame on show, the out-point keeps it', () => {
  expect(withIn(whole, 530, 10_000, pal)).toEqual({ ...whole, inMs: 520 });
  expect(withOut(whole, 530, 10_000, pal)).toEqual({ ...whole, outMs: 560 });
  expect(withOut(whole, 9_990, 10_000, pal).outMs).toBe(10_000);
});

test('a point set past the other one moves the other to the end', () => {
  expect(withIn({ ...whole, outMs: 2_000 }, 5_000, 10_000, pal)).toEqual({ ...whole, inMs: 5_000 });
  expect(withOut({ ...whole, inMs: 8_000 }, 1_000, 10_000, pal)).toEqual({ ...whole, outMs: 1_040 });
});

test('removals are marked in either order, joined where they touch, and end with the cut', () => {
  const one = withRemoval(whole, 3_000, 2_000, pal);
  expect(one.removals).toEqual([{ startMs: 2_000, endMs: 3_000 }]);
  const two = withRemoval(one, 3_000, 4_000, pal);
  expect(two.removals).toEqual([{ startMs: 2_000, endMs: 4_000 }]);
  expect(withIn(two, 3_000, 10_000, pal).removals).toEqual([{ startMs: 3_000, endMs: 4_000 }]);
  expect(withIn(two, 5_000, 10_000, pal).removals).toEqual([]);
  expect(withoutRemoval(two, 2_000).removals).toEqual([]);
  expect(withRemoval(whole, 1_000, 1_010, pal)).toBe(whole);
});

test('an edit is known again', () => {
  expect(sameEdit(whole, { ...whole, outMs: 10_000 }, 10_000)).toBe(true);
  expect(sameEdit(whole, { ...whole, inMs: 40 }, 10_000)).toBe(false);
  expect(sameEdit(whole, { ...whole, removals: [{ startMs: 1, endMs: 50 }] }, 10_000)).toBe(false);
});

test('playing goes on after what is removed', () => {
  const edit = withRemoval(whole, 2_000, 3_000, pal);
  expect(skipTo(edit, 1_999)).toBeNull();
  expect(skipTo(edit, 2_000)).toBe(3_000);
  expect(skipTo(edit, 3_000)).toBeNull();
});
