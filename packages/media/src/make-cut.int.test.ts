import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Edit } from '@rostrum/domain';
import { clip, frameNumbers, samples, toneLevel } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import type { PreparedMedia } from './finish-set.ts';
import { joinTrack } from './join-track.ts';
import { makeCut } from './make-cut.ts';
import { prepareTake } from './prepare-take.ts';
import { asTake } from './testing/prepared.ts';
import type { WrittenSegment, WrittenTrack } from './tracks.ts';

let dir = '';
let take: PreparedMedia;
const inputs = { videoFile: '', audioFile: '' };

function partsOf(track: WrittenTrack | undefined): (string | WrittenSegment)[] {
  if (track === undefined) throw new Error('no track');
  return [track.init.file, ...track.segments];
}

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-cut-'));
  const file = await clip({ seconds: 6, fps: 25, sound: 'steps' });
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(verdict.reason);
  take = await prepareTake({
    file,
    source: verdict.source,
    outDir: await mkdtemp(path.join(dir, 'take-')),
    renditions: ['360p', '240p'],
    maxDurationMs: 60_000,
  });
  inputs.videoFile = path.join(dir, 'take-video.mp4');
  inputs.audioFile = path.join(dir, 'take-audio.mp4');
  await joinTrack(partsOf(take.tracks.video[0]), inputs.videoFile);
  await joinTrack(partsOf(take.tracks.audio), inputs.audioFile);
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function cut(edit: Edit, how: 'whole' | 'spliced' = 'whole') {
  const outDir = await mkdtemp(path.join(dir, 'cut-'));
  const media = await makeCut({
    ...inputs,
    ...(how === 'spliced' ? { take: take.tracks.video.map(asTake) } : {}),
    edit,
    rate: take.rate,
    takeFrames: take.frames,
    renditions: ['360p', '240p'],
    outDir,
  });
  const files = await Promise.all(
    [...media.tracks.video, media.tracks.audio].map(async (track) => {
      const file = path.join(outDir, `whole-${track.track}.mp4`);
      await joinTrack(partsOf(track), file);
      return file;
    }),
  );
  return { media, files };
}

function numbers(...ranges: [number, number][]): number[] {
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
}

describe.each(['whole', 'spliced'] as const)('a cut, %s', (how) => {
  it('holds the kept frames and no other, in every rendition, and no sound of the rest', async () => {
    // Kept: 1.00–2.50 and 4.12–5.20. Second 3 (pitch 1300) is gone whole, second 0 (pitch 400) too.
    const { media, files } = await cut(
      {
        inMs: 1000,
        outMs: 5200,
        removals: [{ startMs: 2500, endMs: 4100 }],
      },
      how,
    );
    const [high = '', low = '', audio = ''] = files;
    const kept = numbers([25, 62], [103, 130]);
    expect(media.frames).toBe(kept.length);
    expect(media.measuredMs).toBe(kept.length * 40);
    expect(await frameNumbers(high)).toEqual(kept);
    expect(await frameNumbers(low)).toEqual(kept);

    const sound = await samples(audio);
    const end = media.measuredMs;
    expect(toneLevel(sound, 700, 100, 900)).toBeGreaterThan(0.05);
    expect(toneLevel(sound, 1600, 1550, 2300)).toBeGreaterThan(0.05);
    for (const gone of [400, 1300]) expect(toneLevel(sound, gone, 0, end)).toBeLessThan(0.002);
    expect(Math.abs(media.audioDurationSamples / 48 - end)).toBeLessThanOrEqual(11);
  });

  it('shares the inits of its take', async () => {
    const { media } = await cut({ inMs: 0, outMs: 2000, removals: [] }, how);
    expect(media.tracks.video[0]?.init.sha256).toBe(take.tracks.video[0]?.init.sha256);
    expect(media.tracks.audio.init.sha256).toBe(take.tracks.audio.init.sha256);
    expect(media.measuredMs).toBe(2000);
  });

  it('rounds removals outward: a frame removed in part is removed', async () => {
    const { media, files } = await cut(
      { inMs: 10, outMs: 1990, removals: [{ startMs: 1010, endMs: 1030 }] },
      how,
    );
    expect(await frameNumbers(files[0] ?? '')).toEqual(numbers([1, 25], [26, 49]));
    expect(media.measuredMs).toBeLessThanOrEqual(1960);
  });

  it('refuses an edit that keeps nothing, before it starts anything', async () => {
    await expect(cut({ inMs: 0, outMs: 9000, removals: [] }, how)).rejects.toThrow(/outside_take/);
  });
});

it('a spliced cut uses the take’s own segments where it can, and only there', async () => {
  // Frames 20–130 without 60–70: segment 0 (0–50) is an edge, 1 (50–100) has a hole, 2 (100–150) ends early.
  const { media } = await cut(
    { inMs: 800, outMs: 5200, removals: [{ startMs: 4080, endMs: 4400 }] },
    'spliced',
  );
  const [high] = media.tracks.video;
  expect(high?.segments.map((segment) => segment.durationTicks / take.rate.ticksPerFrame)).toEqual([
    30, 50, 22,
  ]);
  const payload = async (file: string | undefined) => {
    const data = await readFile(file ?? '');
    return data.subarray(data.indexOf('mdat', 0, 'latin1'));
  };
  const mine = await payload(high?.segments[1]?.file);
  expect(mine.equals(await payload(take.tracks.video[0]?.segments[1]?.file))).toBe(true);
});
