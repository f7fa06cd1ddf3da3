import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Edit } from '@rostrum/domain';
import { clip, frameNumbers, joined, mostColourful, samples } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import type { PreparedMedia } from './finish-set.ts';
import { makeCut } from './make-cut.ts';
import { prepareTake } from './prepare-take.ts';
import { asTake } from './testing/prepared.ts';
import type { WrittenTrack } from './tracks.ts';

/** At 25 a second; segments begin at 0, 50, 100, 150, 200 and 250. */
const FRAMES = 300;
const MS = 40;
type Frames = [from: number, to: number];

/** Each take shows and sounds otherwise in what its cut removes. */
const cuts: Record<string, { removed: Frames[]; edit: Edit }> = {
  'from the first frame to the last': {
    removed: [
      [20, 30],
      [35, 38],
      [49, 51],
      [100, 150],
      [240, 245],
      [246, 251],
    ],
    edit: {
      inMs: 0,
      outMs: FRAMES * MS,
      removals: [
        [20 * MS, 30 * MS],
        // Parts of three frames: all three go.
        [35 * MS + 15, 38 * MS - 15],
        [49 * MS, 51 * MS],
        [100 * MS, 150 * MS],
        [240 * MS, 245 * MS],
        [246 * MS, 251 * MS],
      ].map(([startMs = 0, endMs = 0]) => ({ startMs, endMs })),
    },
  },
  'with an in- and an out-point beside a border': {
    removed: [
      [0, 51],
      [99, 100],
      [130, 140],
      [140, 201],
      [249, 250],
      [299, 300],
    ],
    edit: {
      inMs: 51 * MS,
      outMs: 299 * MS,
      removals: [
        [99 * MS, 100 * MS],
        [130 * MS, 140 * MS],
        [140 * MS, 201 * MS],
        // Shorter than a frame.
        [249 * MS + 10, 249 * MS + 30],
      ].map(([startMs = 0, endMs = 0]) => ({ startMs, endMs })),
    },
  },
};

interface Take {
  media: PreparedMedia;
  videoFile: string;
  audioFile: string;
  kept: number[];
}

let dir = '';
const takes = new Map<string, Take>();

function partsOf(track: WrittenTrack): string[] {
  return [track.init.file, ...track.segments.map((segment) => segment.file)];
}

function pictureOf(media: PreparedMedia): WrittenTrack {
  const [track] = media.tracks.video;
  if (track === undefined) throw new Error('no picture');
  return track;
}

/** Each object is decoded alone, by a process of its own. */
const MANY_PROCESSES_MS = 180_000;

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-holds-'));
  for (const [name, { removed }] of Object.entries(cuts)) {
    const file = await clip({
      seconds: FRAMES / 25,
      width: 160,
      height: 90,
      sound: 'hum',
      hidden: removed.map(([from, to]) => [from / 25, to / 25] as const),
    });
    const verdict = await checkTake({ file, bytes: (await stat(file)).size });
    if (verdict.outcome !== 'accepted') throw new Error(verdict.reason);
    const outDir = await mkdtemp(path.join(dir, 'take-'));
    const media = await prepareTake({
      file,
      source: verdict.source,
      outDir,
      renditions: ['240p'],
      maxDurationMs: 60_000,
    });
    const all = Array.from({ length: FRAMES }, (_, frame) => frame);
    takes.set(name, {
      media,
      videoFile: await joined(path.join(outDir, 'picture.mp4'), partsOf(pictureOf(media))),
      audioFile: await joined(path.join(outDir, 'sound.mp4'), partsOf(media.tracks.audio)),
      kept: all.filter((frame) => !removed.some(([from, to]) => frame >= from && frame < to)),
    });
  }
}, MANY_PROCESSES_MS);
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

function takeOf(name: string): Take {
  const take = takes.get(name);
  if (take === undefined) throw new Error(`no take ${name}`);
  return take;
}

async function cut(take: Take, edit: Edit, how: 'whole' | 'spliced') {
  const outDir = await mkdtemp(path.join(dir, 'cut-'));
  const media = await makeCut({
    videoFile: take.videoFile,
    audioFile: take.audioFile,
    ...(how === 'whole' ? {} : { take: [asTake(pictureOf(take.media))] }),
    edit,
    rate: take.media.rate,
    takeFrames: take.media.frames,
    renditions: ['240p'],
    outDir,
  });
  return { media, outDir };
}

/** The strongest that a pitch gets in any stretch so long (Goertzel behind a Hann window), 0 to 1. */
function strongest(sound: Float32Array, hz: number, windowMs = 40): number {
  const length = Math.min(sound.length, Math.round(windowMs * 48));
  const hann = Float64Array.from({ length }, (_, i) => 1 - Math.cos((2 * Math.PI * (i + 0.5)) / length));
  const angle = (2 * Math.PI * hz) / 48_000;
  const real = hann.map((value, i) => value * Math.cos(angle * i));
  const imaginary = hann.map((value, i) => value * Math.sin(angle * i));
  let most = 0;
  for (let from = 0; from + length <= sound.length; from += Math.ceil(length / 4)) {
    let [re, im] = [0, 0];
    for (let i = 0; i < length; i += 1) {
      re += (real[i] ?? 0) * (sound[from + i] ?? 0);
      im += (imaginary[i] ?? 0) * (sound[from + i] ?? 0);
    }
    most = Math.max(most, (2 * Math.hypot(re, im)) / length);
  }
  return most;
}

const REMOVED_HZ = 3100;
const decibels = (level: number) => 20 * Math.log10(Math.max(level, 1e-9));
/** In a whole segment; and in 40 ms, where the take's own coding smears a tone over what is next to it. */
const GONE_DB = { segment: -60, moment: -34 };
/** A picture without colour stays below it, one that was removed stands at 90 and more. */
const COLOURLESS = 30;
const [first = '', second = ''] = Object.keys(cuts);

describe('a cut holds nothing of what was removed, in any object', { timeout: MANY_PROCESSES_MS }, () => {
  it.each([
    [first, 'spliced'],
    [first, 'whole'],
    [second, 'spliced'],
  ] as const)('%s, %s', async (name, how) => {
    const take = takeOf(name);
    const { edit = { inMs: 0, outMs: 0, removals: [] } } = cuts[name] ?? {};
    const removedLevel = strongest(await samples(take.audioFile), REMOVED_HZ);
    expect(Math.max(...(await mostColourful(take.videoFile)))).toBeGreaterThan(90);

    const { media, outDir } = await cut(take, edit, how);
    const picture = pictureOf(media);
    const shown: number[] = [];
    for (const [i, segment] of picture.segments.entries()) {
      const alone = await joined(path.join(dir, `alone-${i}.mp4`), [picture.init.file, segment.file]);
      const seen = await frameNumbers(alone);
      expect(seen).toHaveLength(segment.durationTicks / media.rate.ticksPerFrame);
      expect(Math.max(...(await mostColourful(alone)))).toBeLessThan(COLOURLESS);
      shown.push(...seen);
    }
    expect(shown).toEqual(take.kept);

    const { audio } = media.tracks;
    for (const [i, segment] of audio.segments.entries()) {
      const file = await joined(path.join(dir, `heard-${i}.mp4`), [audio.init.file, segment.file]);
      const alone = await samples(file);
      const inAll = decibels(strongest(alone, REMOVED_HZ, alone.length / 48) / removedLevel);
      expect(inAll, `sound ${i}`).toBeLessThan(GONE_DB.segment);
      const inMoment = decibels(strongest(alone, REMOVED_HZ) / removedLevel);
      expect(inMoment, `sound ${i}`).toBeLessThan(GONE_DB.moment);
    }

    expect(await frameNumbers(media.master.file)).toEqual(take.kept);
    const heard = strongest(await samples(media.master.file), REMOVED_HZ);
    expect(decibels(heard / removedLevel)).toBeLessThan(GONE_DB.moment);

    const pictures = (await readdir(outDir)).filter((entry) => entry.endsWith('.jpg'));
    expect(pictures.length).toBeGreaterThanOrEqual(2);
    for (const entry of pictures)
      expect(Math.max(...(await mostColourful(path.join(outDir, entry)))), entry).toBeLessThan(COLOURLESS);

    // Nothing else is there that could hold any of it, and the inits hold no media.
    const left = (await readdir(outDir, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
    const known =
      /^(master\.mp4|poster\.jpg|storyboard-\d+\.jpg|peaks\.dat|\d{5}\.m4s|init(\.raw)?\.mp4|index\.m3u8)$/;
    expect(left.map((entry) => entry.name).filter((entry) => !known.test(entry))).toEqual([]);
    for (const { parentPath, name: entry } of left.filter((e) => e.name.startsWith('init')))
      expect((await readFile(path.join(parentPath, entry))).includes('mdat')).toBe(false);
    // Whole segments are the take's own files, which were each looked into above.
    const made = [...picture.segments, ...audio.segments].filter(({ file }) => file.startsWith(outDir));
    expect(left.filter((entry) => entry.name.endsWith('.m4s'))).toHaveLength(made.length);
  });
});

describe('a cut', () => {
  const bytesOf = ({ tracks }: PreparedMedia) =>
    Promise.all([...tracks.video, tracks.audio].flatMap(partsOf).map((file) => readFile(file)));

  it('of one frame is that frame', async () => {
    const { media } = await cut(takeOf(first), { inMs: 154 * MS, outMs: 155 * MS, removals: [] }, 'spliced');
    expect([media.frames, media.measuredMs]).toEqual([1, MS]);
    expect(await frameNumbers(media.master.file)).toEqual([154]);
    expect(media.audioDurationSamples).toBe(2048);
  });

  it('made again after another is the same bytes: each is made from the take', async () => {
    const edit = { inMs: 5120, outMs: 9000, removals: [{ startMs: 6400, endMs: 7720 }] };
    const { media: one } = await cut(takeOf(first), edit, 'spliced');
    await cut(takeOf(first), { inMs: 6200, outMs: 8040, removals: [] }, 'spliced');
    const { media: again } = await cut(takeOf(first), edit, 'spliced');
    const [before, after] = [await bytesOf(one), await bytesOf(again)];
    expect(after).toHaveLength(before.length);
    expect(after.every((data, i) => data.equals(before[i] ?? Buffer.alloc(0)))).toBe(true);
  });
});
