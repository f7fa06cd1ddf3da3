import { editLengthMs } from '@rostrum/domain';
import { expect, test } from 'vitest';
import {
  editProblem,
  fittedToLimit,
  mendedEdit,
  sameEdit,
  startOfFrame,
  withEdge,
  withIn,
  withMoved,
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

test('a removal is changed at its edges and moved, as far as there is room', () => {
  const two = withRemoval(withRemoval(whole, 2_000, 3_000, pal), 5_000, 6_000, pal);
  expect(withEdge(two, 0, 'start', 1_510, pal).removals[0]).toEqual({ startMs: 1_480, endMs: 3_000 });
  expect(withEdge(two, 0, 'start', 9_000, pal).removals[0]).toEqual({ startMs: 2_960, endMs: 3_000 });
  expect(withEdge(two, 0, 'end', 9_000, pal).removals[0]).toEqual({ startMs: 2_000, endMs: 5_000 });
  expect(withEdge(two, 1, 'end', 99_000, pal).removals[1]).toEqual({ startMs: 5_000, endMs: 10_000 });
  expect(withMoved(two, 1, 5_400, pal).removals[1]).toEqual({ startMs: 5_400, endMs: 6_400 });
  expect(withMoved(two, 1, 0, pal).removals[1]).toEqual({ startMs: 3_000, endMs: 4_000 });
  expect(withMoved(two, 1, 99_000, pal).removals[1]).toEqual({ startMs: 9_000, endMs: 10_000 });
  expect(withMoved(two, 7, 0, pal)).toBe(two);
});

test('the end is cut to fit, to the frame and never over', () => {
  expect(fittedToLimit(whole, 4_010, pal)).toEqual({ ...whole, outMs: 4_000 });
  expect(fittedToLimit(whole, 10_000, pal)).toBe(whole);
  const gap = withRemoval(whole, 2_000, 5_000, pal);
  expect(fittedToLimit(gap, 3_000, pal)).toEqual({ ...gap, outMs: 6_000 });
  // A frame after the removal is none that anybody sees: the cut ends before it.
  expect(fittedToLimit(gap, 2_000, pal)).toEqual({ ...whole, outMs: 2_000 });
  for (const limitMs of [1_000, 4_321, 9_999]) {
    const fitted = fittedToLimit(gap, limitMs, ntsc);
    expect(editLengthMs(fitted)).toBeLessThanOrEqual(limitMs);
    expect(editProblem(fitted, 10_000)).toBeNull();
  }
});

test('an edit of another length, out of order or overlapping is mended', () => {
  const kept = { inMs: 500, outMs: 99_000, removals: [{ startMs: 600, endMs: 700 }] };
  expect(mendedEdit(kept, 10_000)).toEqual({ ...kept, outMs: 10_000 });
  const crossed = {
    inMs: 9_000,
    outMs: 200,
    removals: [
      { startMs: 4_000, endMs: 6_000 },
      { startMs: 1_000, endMs: 5_000 },
    ],
  };
  expect(editProblem(mendedEdit({ ...crossed, inMs: 0, outMs: 9_000 }, 10_000), 10_000)).toBeNull();
  expect(mendedEdit(crossed, 10_000).outMs).toBeGreaterThan(mendedEdit(crossed, 10_000).inMs);
});
