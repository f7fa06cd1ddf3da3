import { expect, test } from 'vitest';
import { nearestSilence, silencesOf } from './silence.ts';

/** Buckets of 50 ms, each as loud as given. */
const peaks = (...loud: readonly number[]) => ({
  levels: new Int8Array(loud.flatMap((one) => [-one, one])),
  bucketMs: 50,
});
const times = (value: number, count: number) => new Array<number>(count).fill(value);

test('a pause of 150 ms is a silence, a shorter one is none', () => {
  const found = silencesOf(
    peaks(...times(60, 10), ...times(0, 3), ...times(60, 10), 0, 0, ...times(60, 5)),
    1500,
  );
  expect(found).toEqual([{ startMs: 500, endMs: 650 }]);
});

test('silent is what is far below the speech, however loud that is', () => {
  for (const [speech, room] of [
    [120, 9],
    [40, 3],
  ] as const) {
    const found = silencesOf(peaks(...times(speech, 20), ...times(room, 5), ...times(speech, 20)), 2250);
    expect(found, String(speech)).toEqual([{ startMs: 1000, endMs: 1250 }]);
  }
});

test('a room that hums is silent where it only hums, but one tone has no pause', () => {
  expect(silencesOf(peaks(...times(12, 6), ...times(70, 30), ...times(11, 6)), 2100)).toEqual([
    { startMs: 0, endMs: 300 },
    { startMs: 1800, endMs: 2100 },
  ]);
  expect(silencesOf(peaks(...times(30, 40)), 2000)).toEqual([]);
});

test('no sound at all is one silence, and the last bucket ends with the picture', () => {
  expect(silencesOf(peaks(...times(0, 40)), 1980)).toEqual([{ startMs: 0, endMs: 1980 }]);
});

test('what is broken has none', () => {
  expect(silencesOf({ levels: new Int8Array([0, 0, 0, 0, 0, 0, 0, 0]), bucketMs: Number.NaN }, 200)).toEqual(
    [],
  );
  expect(silencesOf(peaks(0, 0, 0, 0), Number.NaN)).toEqual([]);
  expect(silencesOf(peaks(), 1000)).toEqual([]);
});

test('the nearest silence is on either side, or where one is', () => {
  const silences = [
    { startMs: 0, endMs: 300 },
    { startMs: 1000, endMs: 1200 },
  ];
  expect(nearestSilence(silences, 500)).toBe(300);
  expect(nearestSilence(silences, 900)).toBe(1000);
  expect(nearestSilence(silences, 1100)).toBe(1100);
  expect(nearestSilence([], 1100)).toBeUndefined();
});
