import { describe, expect, it } from 'vitest';
import { FLOOR_MAX_MS, fitsFloor, floorTimeByRule, judgeLength, SLOT_MS } from './floor-time.ts';

const floor = { maximumMs: 420_000, minimumMs: 252_000, toleranceMs: 120_000 };

describe('floor time by the rule', () => {
  it.each([
    [1, 420_000],
    [8, 420_000],
    [9, 400_000],
    [10, 360_000],
    [12, 300_000],
    [30, 300_000],
    [0, FLOOR_MAX_MS],
  ])('%i speakers in an hour have %i ms', (speakers, expected) => {
    expect(floorTimeByRule(SLOT_MS, speakers)).toBe(expected);
  });

  it('refuses figures that are none', () => {
    expect(() => floorTimeByRule(Number.NaN, 3)).toThrow(RangeError);
    expect(() => floorTimeByRule(SLOT_MS, -1)).toThrow(RangeError);
    expect(() => floorTimeByRule(0, 3)).toThrow(RangeError);
  });
});

describe('judging a measured length', () => {
  it.each([
    [420_000, { fit: 'within', leftMs: 0 }],
    [420_001, { fit: 'needs_cut', overMs: 1 }],
    [540_000, { fit: 'needs_cut', overMs: 120_000 }],
    [540_001, { fit: 'over_tolerance', overMs: 120_001 }],
    [252_000, { fit: 'within', leftMs: 168_000 }],
    [251_999, { fit: 'short', leftMs: 168_001, missingMs: 1 }],
    [1, { fit: 'short', leftMs: 419_999, missingMs: 251_999 }],
  ])('%i ms', (measuredMs, expected) => {
    expect(judgeLength(measuredMs, floor)).toEqual(expected);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1.5, null, undefined])('%s is unknown', (value) => {
    expect(judgeLength(value, floor)).toEqual({ fit: 'unknown' });
    expect(fitsFloor(value, 420_000)).toBe(false);
  });

  it('a cut fits at the limit and not one millisecond over it', () => {
    expect(fitsFloor(420_000, 420_000)).toBe(true);
    expect(fitsFloor(420_001, 420_000)).toBe(false);
  });
});
