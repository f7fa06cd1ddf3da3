import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type ClipSpec, clip, samples, toneLevel } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aacInit, aacSegment } from './aac-segments.ts';
import { fragmentSamples } from './boxes.ts';
import { checkTake } from './check-take.ts';
import { keptSamples, startsOf } from './cut-ranges.ts';
import { joinTrack } from './join-track.ts';
import { prepareTake } from './prepare-take.ts';
import { planSound } from './splice-plan.ts';
import { spliceSound } from './splice-sound.ts';
import type { FrameRange } from './video-run.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-splice-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const rate = { num: 25, den: 1 };

async function soundOf(spec: ClipSpec): Promise<string> {
  const file = await clip({ seconds: 14, width: 64, height: 36, ...spec });
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
  const joined = path.join(outDir, 'sound.mp4');
  const { audio } = media.tracks;
  await joinTrack([audio.init.file, ...audio.segments.map((segment) => segment.file)], joined);
  return joined;
}

/** 0.60–6.00 and 8.20–13.00: pitch 400 + 300 per second; seconds 6 and 7 (2200, 2500) are gone whole. */
const kept: FrameRange[] = [
  { start: 15, end: 150 },
  { start: 205, end: 325 },
];
const frames = Math.round((255 * 1920) / 1024);

async function spliced(audioFile: string) {
  const { frames: cut } = await spliceSound({
    audioFile,
    kept: keptSamples(kept, rate),
    startsAt: startsOf(kept, rate),
    frames,
    dir,
    timeoutMs: 60_000,
    signal: new AbortController().signal,
  });
  const file = path.join(dir, 'cut.mp4');
  await writeFile(file, Buffer.concat([aacInit(), aacSegment(cut, 0, 1)]));
  return { cut, file };
}

describe('spliced sound', () => {
  it.each(['steps', 'speech'] as const)('of %s is the take’s, without a dip at any joint', async (sound) => {
    const audioFile = await soundOf({ sound });
    const take = fragmentSamples(await readFile(audioFile));
    const { cut, file } = await spliced(audioFile);
    expect(cut).toHaveLength(frames);

    const own = cut.filter((frame) => take.some((original) => original.equals(frame))).length;
    expect(own).toBeGreaterThan(frames * 0.8);

    const [before, after] = [await samples(audioFile), await samples(file)];
    expect(after).toHaveLength(frames * 1024);
    const spans = planSound(keptSamples(kept, rate), startsOf(kept, rate), frames, take.length, 240);
    for (const span of spans) {
      for (let k = span.firstBlock + 2; k < span.endBlock - 2; k += 1) {
        let signal = 0;
        let noise = 0;
        for (let i = k * 1024; i < (k + 1) * 1024; i += 1) {
          const wanted = before[i + span.shift * 1024] ?? 0;
          signal += wanted ** 2;
          noise += ((after[i] ?? 0) - wanted) ** 2;
        }
        // Quiet blocks are judged by the noise alone: −60 dBFS.
        expect(noise / 1024, `block ${k}`).toBeLessThan(Math.max(1e-6, (signal / 1024) * 0.05));
      }
      // Half a block is the most by which the grid moves sound against the picture.
      const start = startsOf(kept, rate)[spans.indexOf(span)] ?? 0;
      expect(Math.abs(span.kept.start - start - span.shift * 1024)).toBeLessThanOrEqual(512);
    }
  });

  it('holds nothing of what was removed, in any frame', async () => {
    const { file } = await spliced(await soundOf({ sound: 'steps' }));
    const sound = await samples(file);
    const end = (frames * 1024) / 48;
    expect(toneLevel(sound, 700, 500, 1300)).toBeGreaterThan(0.05);
    for (const gone of [2200, 2500]) expect(toneLevel(sound, gone, 0, end)).toBeLessThan(0.001);
    // Around the join too, where a frame of the take would still have carried it.
    for (const gone of [2200, 2500]) expect(toneLevel(sound, gone, 5350, 5450)).toBeLessThan(0.02);
  });
});
