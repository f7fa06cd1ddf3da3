import { describe, expect, it } from 'vitest';
import { editLengthMs, editProblem, isWholeTake, keptRanges, wholeTake } from './cut.ts';
import type { Edit } from './edit.ts';

const edit = (inMs: number, outMs: number, ...removals: [number, number][]): Edit => ({
  inMs,
  outMs,
  removals: removals.map(([startMs, endMs]) => ({ startMs, endMs })),
});

describe('an edit of a take of ten seconds', () => {
  it.each([
    [edit(0, 10_000), null],
    [edit(1_000, 9_000, [2_000, 3_000], [3_000, 4_000]), null],
    [edit(1_000, 9_000, [1_000, 2_000]), null],
    [edit(5_000, 5_000), 'in_after_out'],
    [edit(6_000, 5_000), 'in_after_out'],
    [edit(0, 10_001), 'outside_take'],
    [edit(-1, 10_000), 'outside_take'],
    [edit(Number.NaN, 10_000), 'outside_take'],
    [edit(0.5, 10_000), 'outside_take'],
    [edit(1_000, 9_000, [500, 2_000]), 'removal_outside'],
    [edit(1_000, 9_000, [8_000, 9_500]), 'removal_outside'],
    [edit(1_000, 9_000, [3_000, 3_000]), 'removal_outside'],
    [edit(0, 10_000, [1_000, 3_000], [2_000, 4_000]), 'removals_overlap'],
    [edit(0, 10_000, [0, 10_000]), 'nothing_left'],
    [edit(0, 10_000, [1_000, 3_000], [3_010, 4_000]), 'nothing_left'],
    [edit(0, 20), 'nothing_left'],
  ])('%j: %s', (given, expected) => {
    expect(editProblem(given, 10_000)).toBe(expected);
  });

  it.each([null, 0, -5, Number.NaN])('cannot be judged on a take of %s', (measured) => {
    expect(editProblem(edit(0, 1_000), measured)).toBe('take_length_unknown');
  });

  it('keeps what lies between the removals, whatever their order', () => {
    expect(keptRanges(edit(1_000, 9_000, [6_000, 7_000], [2_000, 3_000]))).toEqual([
      { startMs: 1_000, endMs: 2_000 },
      { startMs: 3_000, endMs: 6_000 },
      { startMs: 7_000, endMs: 9_000 },
    ]);
    expect(editLengthMs(edit(1_000, 9_000, [6_000, 7_000], [2_000, 3_000]))).toBe(6_000);
  });

  it('knows the whole take', () => {
    expect(isWholeTake(wholeTake(10_000), 10_000)).toBe(true);
    expect(isWholeTake(edit(0, 9_999), 10_000)).toBe(false);
    expect(isWholeTake(edit(0, 10_000, [1, 50]), 10_000)).toBe(false);
  });
});
