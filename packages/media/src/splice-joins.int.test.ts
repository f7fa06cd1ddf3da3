import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { clip, samples, seeded } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aacInit, aacSegment } from './aac-segments.ts';
import { checkTake } from './check-take.ts';
import { keptSamples, startsOf } from './cut-ranges.ts';
import { joinTrack } from './join-track.ts';
import { prepareTake } from './prepare-take.ts';
import { spliceSound } from './splice-sound.ts';
import type { FrameRange } from './video-run.ts';

const rate = { num: 25, den: 1 };
const TAKE_FRAMES = 300;

let dir = '';
let audioFile = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-joins-'));
  const file = await clip({ seconds: 12, width: 64, height: 36, sound: 'hum' });
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(verdict.reason);
  const { tracks } = await prepareTake({
    file,
    source: verdict.source,
    outDir: dir,
    renditions: ['240p'],
    maxDurationMs: 60_000,
  });
  audioFile = path.join(dir, 'sound.mp4');
  await joinTrack([tracks.audio.init.file, ...tracks.audio.segments.map(({ file: f }) => f)], audioFile);
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function spliced(kept: FrameRange[]): Promise<{ frames: Buffer[]; sound: Float32Array }> {
  const length = kept.reduce((sum, { start, end }) => sum + end - start, 0);
  const { frames } = await spliceSound({
    audioFile,
    kept: keptSamples(kept, rate),
    startsAt: startsOf(kept, rate),
    frames: Math.round((length * 1920) / 1024),
    dir,
    timeoutMs: 60_000,
    signal: new AbortController().signal,
  });
  const file = path.join(dir, 'cut.mp4');
  await writeFile(file, Buffer.concat([aacInit(), aacSegment(frames, 0, 1)]));
  return { frames, sound: await samples(file) };
}

/** Longest time, in ms, that a steady tone stays 20 dB below itself. */
function dropoutMs(sound: Float32Array, level: number): number {
  let longest = 0;
  let quiet = 0;
  for (const sample of sound.subarray(2048, sound.length - 2048)) {
    quiet = Math.abs(sample) < level / 10 ? quiet + 1 : 0;
    longest = Math.max(longest, quiet);
  }
  return longest / 48;
}

/** The sharpest bend: a jump from one sample to the next is one, a tone and its fades are not. */
function sharpestBend(sound: Float32Array): number {
  let most = 0;
  for (let i = 2050; i < sound.length - 2048; i += 1)
    most = Math.max(most, Math.abs((sound[i] ?? 0) - 2 * (sound[i - 1] ?? 0) + (sound[i - 2] ?? 0)));
  return most;
}

function cuts(): [number, FrameRange[]][] {
  const random = seeded(20_201_122);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: 4 }, (_, seed) => {
    const kept: FrameRange[] = [];
    let at = below(20);
    // Three long stretches whose frames are copied, and short ones of one frame and more, in turn.
    for (const length of [60 + below(30), 1 + below(3), 55 + below(30), 2 + below(8), 50 + below(10)]) {
      kept.push({ start: at, end: Math.min(TAKE_FRAMES, at + length) });
      at += length + 1 + below(8);
    }
    return [seed, kept];
  });
}

it.each(cuts())('a steady tone goes on over every join, cut %i', async (_, kept) => {
  const whole = await samples(audioFile);
  const level = Math.max(...whole.subarray(48_000, 96_000));
  const { sound } = await spliced(kept);
  expect(dropoutMs(sound, level)).toBeLessThanOrEqual(5);
  // Where a stretch is mirrored, the tone turns: at most twice its steepest slope, 0.029 of its level.
  expect(sharpestBend(sound) / level).toBeLessThan(0.045);
});

it('the same cut is the same bytes, whatever was cut between', async () => {
  const [[, first] = [0, []], [, second] = [0, []]] = cuts();
  const one = await spliced(first);
  await spliced(second);
  const again = await spliced(first);
  expect(Buffer.concat(again.frames).equals(Buffer.concat(one.frames))).toBe(true);
});
