import { describe, expect, it } from 'vitest';
import { comparePairs, interpolate, median, spreadOf } from './statistics.ts';

describe('figures of several runs', () => {
  it('take the middle one, or the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 1, 4, 2])).toBe(3);
    expect(() => median([])).toThrow('no figures');
    expect(spreadOf([3, 1, 2])).toEqual({ least: 1, most: 3, runs: 3 });
  });

  it('compare what was measured together: a slow minute falls on both sides of its pair', () => {
    const calm = { value: 11, baseline: 10 };
    const busy = { value: 33, baseline: 30 };
    const odd = { value: 15, baseline: 10 };
    expect(comparePairs([calm, busy, odd])).toMatchObject({ value: 15, baseline: 10 });
    expect(comparePairs([calm, busy, odd]).ratio).toBeCloseTo(1.1);
    expect(comparePairs([calm, busy, odd]).spread).toEqual({ least: 1.1, most: 1.5, runs: 3 });
  });

  it('find what lies between trials, and a little beyond them', () => {
    const trials = [
      { x: 20, y: 0.98 },
      { x: 10, y: 0.94 },
      { x: 15, y: 0.96 },
    ];
    expect(interpolate(trials, 0.95)).toBeCloseTo(12.5);
    expect(interpolate(trials, 0.99)).toBeCloseTo(22.5);
    expect(interpolate(trials, 0.93)).toBeCloseTo(7.5);
    expect(() => interpolate(trials.slice(0, 1), 0.95)).toThrow('two points');
  });
});
