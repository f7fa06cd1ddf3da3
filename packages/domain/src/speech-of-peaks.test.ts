import { describe, expect, it } from 'vitest';
import type { Range } from './edit.ts';
import { speechOfPeaks } from './speech-of-peaks.ts';

const BUCKET_MS = 50;
const LENGTH_MS = 40_000;

/** A waveform in which somebody speaks, over a room that hums as loud as `room` (of 128). */
function waveform(spoken: readonly Range[], room: (ms: number) => number) {
  const levels = new Int8Array((2 * LENGTH_MS) / BUCKET_MS);
  for (let bucket = 0; bucket * BUCKET_MS < LENGTH_MS; bucket += 1) {
    const ms = bucket * BUCKET_MS;
    const speaks = spoken.some(({ startMs, endMs }) => ms >= startMs && ms < endMs);
    // Syllables: a loud one, a quieter one, and so on.
    const voice = speaks ? [100, 60, 35, 80][bucket % 4] : 0;
    const noise = room(ms) * (0.85 + 0.15 * Math.sin(bucket * 1.7));
    const most = Math.round(Math.min(127, Math.max(voice ?? 0, noise)));
    levels[2 * bucket] = -most;
    levels[2 * bucket + 1] = most;
  }
  return { levels, bucketMs: BUCKET_MS };
}

const spoken = [
  { startMs: 1_500, endMs: 6_000 },
  { startMs: 6_400, endMs: 12_000 },
  { startMs: 14_000, endMs: 25_000 },
  { startMs: 25_200, endMs: 31_000 },
  { startMs: 33_000, endMs: 38_000 },
];

describe('speech', () => {
  it.each([
    ['in a silent room', () => 0],
    ['over a hum', () => 8],
    ['over a fan', () => 20],
    ['when a fan starts in the middle', (ms: number) => (ms < 13_000 ? 2 : 18)],
  ])('is found %s', (_, room) => {
    expect(speechOfPeaks(waveform(spoken, room), LENGTH_MS).runs).toEqual(spoken);
  });

  it('is no click, and what is shorter than a pause is none', () => {
    const more = [{ startMs: 500, endMs: 550 }, ...spoken, { startMs: 39_000, endMs: 39_100 }];
    const gap = more.flatMap((range) =>
      range.startMs === 14_000
        ? [
            { startMs: 14_000, endMs: 20_000 },
            { startMs: 20_100, endMs: 25_000 },
          ]
        : [range],
    );
    expect(
      speechOfPeaks(
        waveform(gap, () => 1),
        LENGTH_MS,
      ).runs,
    ).toEqual(spoken);
  });

  it('is not in silence, nor in nothing', () => {
    expect(
      speechOfPeaks(
        waveform([], () => 0),
        LENGTH_MS,
      ).runs,
    ).toEqual([]);
    expect(speechOfPeaks({ levels: new Int8Array(), bucketMs: 50 }, LENGTH_MS).runs).toEqual([]);
    expect(
      speechOfPeaks(
        waveform(spoken, () => 0),
        Number.NaN,
      ).runs,
    ).toEqual([]);
  });
});
