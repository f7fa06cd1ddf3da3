import { describe, expect, it } from 'vitest';
import { segmentsForTiles } from './make-storyboard.ts';

const segments = (...durations: number[]) => {
  let at = 0;
  return durations.map((durationTicks) => {
    const startTicks = at;
    at += durationTicks;
    return { startTicks, durationTicks };
  });
};
const starts = (...durations: number[]) =>
  segmentsForTiles(segments(...durations), 100).map(({ startTicks }) => startTicks);

describe('the segments that tiles are made from', () => {
  it('of a take: each, and an end of at most half a stretch belongs to the last', () => {
    expect(starts(100, 100, 100)).toEqual([0, 100, 200]);
    expect(starts(100, 100, 50)).toEqual([0, 100]);
    expect(starts(100, 100, 51)).toEqual([0, 100, 200]);
    expect(starts(30)).toEqual([0]);
  });

  it('of a cut: what is on show in the middle of each stretch, none twice', () => {
    expect(starts(30, 100, 60, 100, 10)).toEqual([30, 130, 190]);
    for (let seed = 1; seed < 200; seed += 1) {
      const durations = Array.from({ length: 1 + (seed % 9) }, (_, i) => 1 + ((seed * 37 + i * 61) % 100));
      const chosen = starts(...durations);
      expect(new Set(chosen).size, durations.join()).toBe(chosen.length);
    }
  });
});
