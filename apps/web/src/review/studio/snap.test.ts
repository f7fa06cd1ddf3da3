import { expect, test } from 'vitest';
import { snapped } from './snap.ts';

const pal = { num: 25, den: 1 };
const edit = { inMs: 1_000, outMs: 9_000, removals: [{ startMs: 4_000, endMs: 5_000 }] };
const silences = [
  { startMs: 1_200, endMs: 1_400 },
  { startMs: 5_200, endMs: 5_600 },
  { startMs: 8_600, endMs: 8_800 },
];
const changed = (focused: string | undefined) => {
  const found = snapped(silences, edit, focused, 8_900);
  if ('why' in found) return found.why;
  return found.change ? found.change(edit, found.ms, 10_000, pal) : found.ms;
};

test('what has the focus goes to the silence nearest to it', () => {
  expect(changed('in')).toEqual({ ...edit, inMs: 1_200 });
  expect(changed('out')).toEqual({ ...edit, outMs: 8_800 });
  expect(changed('end-0')).toEqual({ ...edit, removals: [{ startMs: 4_000, endMs: 5_200 }] });
  expect(changed('start-0')).toEqual({ ...edit, removals: [{ startMs: 4_960, endMs: 5_000 }] });
  expect(changed('removal-0')).toEqual({ ...edit, removals: [{ startMs: 5_200, endMs: 6_200 }] });
});

test('without a focus, or with one that is gone, it is the playhead', () => {
  expect([changed(undefined), changed('end-7'), changed('else')]).toEqual([8_800, 8_800, 8_800]);
});

test('without a silence, or in one, nothing moves', () => {
  expect(snapped([], edit, 'in', 0)).toEqual({ why: 'none' });
  expect(snapped(silences, edit, undefined, 1_300)).toEqual({ why: 'there' });
});
