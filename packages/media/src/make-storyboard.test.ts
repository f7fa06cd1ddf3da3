import { describe, expect, it } from 'vitest';
import { segmentsForTiles, storyboardRun } from './make-storyboard.ts';
import { candidatesRun } from './poster.ts';
import { runTokens } from './runner.ts';

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

describe('what is decoded for small pictures', () => {
  const before = (tokens: readonly string[], first: string, second: string) =>
    tokens.indexOf(first) >= 0 && tokens.indexOf(first) < tokens.indexOf(second);

  it('is key pictures alone, of our own file, and each becomes one picture', () => {
    const sheet = runTokens(storyboardRun('/set/a.mp4', '/set/storyboard-%d.jpg', { columns: 4, rows: 3 }));
    const long = runTokens(candidatesRun('/set/a.mp4', 0));
    for (const tokens of [sheet, long]) {
      expect(before(tokens, 'nokey', '-i')).toBe(true);
      expect(before(tokens, '-protocol_whitelist', '-i')).toBe(true);
      expect(tokens[tokens.indexOf('-i') + 1]).toBe('file:/set/a.mp4');
      expect(tokens[tokens.indexOf('-fps_mode') + 1]).toBe('passthrough');
    }
    expect(sheet.join(' ')).toContain('tile=4x3');
    expect(sheet[sheet.indexOf('-map_metadata') + 1]).toBe('-1');
  });

  it('of a short set is every so many-th picture', () => {
    const tokens = runTokens(candidatesRun('/set/a.mp4', 7));
    expect(tokens).not.toContain('nokey');
    expect(tokens.join(' ')).toContain("select='not(mod(n\\,7))'");
  });
});
