import type { MediaSet } from '@rostrum/domain';
import { expect, it } from 'vitest';
import type { Scratch, TrackName } from '../ports/media-engine.ts';
import type { Storage } from '../ports/storage.ts';
import { GrowingSet } from './growing-set.ts';

const SECOND = 90_000;

const BARE = { init: '', initSha256: '', codecs: '', width: null, height: null };
const TAKE: MediaSet = {
  profileVersion: 1,
  root: 'take/',
  complete: true,
  rate: { num: 25, den: 1, ticksPerFrame: 3600 },
  frames: 150,
  durationTicks: 6 * SECOND,
  video: [
    {
      ...BARE,
      name: '240p',
      timescale: SECOND,
      segments: [0, 1, 2].map((at) => ({
        name: `240p/take-${at}.m4s`,
        startTicks: at * 2 * SECOND,
        durationTicks: 2 * SECOND,
        bytes: 7,
      })),
    },
  ],
  audio: { ...BARE, name: 'audio', timescale: 48_000, segments: [] },
  poster: null,
};

function growing(publish: (manifest: MediaSet) => Promise<void> = async () => {}) {
  const published: MediaSet[] = [];
  const stored = new Map<string, () => void>();
  let waits = new Set<string>();
  const put: Storage['put'] = async (key) => {
    if (waits.has(key)) await new Promise<void>((done) => stored.set(key, done));
    return { bytes: 1 };
  };
  const scratch: Scratch = {
    write: async (name) => name,
    place: async (name) => name,
    makeFolder: async (name) => name,
    async *read() {},
  };
  const copied: [from: string, to: string][] = [];
  const copy: Storage['copy'] = async (from, to) => {
    copied.push([from, to]);
  };
  let nowMs = 0;
  const set = new GrowingSet(
    {
      // Only what it stores by is asked of it.
      storage: { put, copy } as Storage,
      clock: {
        now: () => {
          nowMs += 10_000;
          return new Date(nowMs);
        },
      },
    },
    {
      root: 'root/',
      source: TAKE,
      rate: { num: 25, den: 1, ticksPerFrame: 3600 },
      scratch,
      signal: new AbortController().signal,
      publish: async (manifest) => {
        published.push(manifest);
        await publish(manifest);
      },
    },
  );
  const init = (track: TrackName) => set.onInit({ track, file: 'f', bytes: 1, sha256: 'x' });
  const segment = (track: TrackName, index: number) => {
    const ticks = track === 'audio' ? 96_000 : 2 * SECOND;
    return set.onSegment({
      track,
      file: 'f',
      index,
      startTicks: index * ticks,
      durationTicks: ticks,
      bytes: 1,
    });
  };
  const whole = (segment: number, index: number) =>
    set.onWhole({
      track: '240p',
      segment,
      index,
      startTicks: index * 2 * SECOND,
      durationTicks: 2 * SECOND,
      bytes: 7,
    });
  return {
    published,
    stored,
    copied,
    init,
    segment,
    whole,
    wait: (...keys: string[]) => (waits = new Set(keys)),
  };
}

const listed = (manifest: MediaSet | undefined) => manifest?.video.map(({ segments }) => segments.length);

it('lists a segment only when all before it are stored', async () => {
  const { published, stored, init, segment, wait } = growing();
  await Promise.all([init('240p'), init('audio')]);
  for (const index of [0, 1, 2, 3]) await segment('audio', index);
  expect(published).toEqual([]);
  await segment('240p', 0);
  expect(listed(published.at(-1))).toEqual([1]);
  wait('root/240p/00001.m4s');
  const slow = segment('240p', 1);
  await segment('240p', 3);
  await segment('240p', 2);
  expect(listed(published.at(-1))).toEqual([1]);
  stored.get('root/240p/00001.m4s')?.();
  await slow;
  expect(listed(published.at(-1))).toEqual([4]);
  expect(published.at(-1)?.video[0]?.segments.map(({ name }) => name)).toEqual(
    [0, 1, 2, 3].map((index) => `240p/0000${index}.m4s`),
  );
});

it('writes one manifest after the other, never two at once', async () => {
  let writing = 0;
  let most = 0;
  const { init, segment } = growing(async () => {
    writing += 1;
    most = Math.max(most, writing);
    await new Promise((done) => setImmediate(done));
    writing -= 1;
  });
  await Promise.all([init('240p'), init('audio')]);
  await segment('audio', 0);
  await Promise.all([0, 1, 2, 3, 4].map((index) => segment('240p', index)));
  expect(most).toBe(1);
});

it('has a take’s segment copied where it is, to its place and time in the cut', async () => {
  const { published, copied, init, segment, whole } = growing();
  await Promise.all([init('240p'), init('audio')]);
  await segment('audio', 0);
  await segment('240p', 0);
  await segment('audio', 1);
  await whole(2, 1);
  expect(copied).toEqual([['take/240p/take-2.m4s', 'root/240p/00001.m4s']]);
  expect(published.at(-1)?.video[0]?.segments[1]).toEqual({
    name: '240p/00001.m4s',
    startTicks: 2 * SECOND,
    durationTicks: 2 * SECOND,
    bytes: 7,
  });
  await expect(whole(3, 2)).rejects.toThrow(RangeError);
});
