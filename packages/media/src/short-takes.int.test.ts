import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type ClipSpec, clip, frameNumbers } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aacFramesFor } from './aac-segments.ts';
import { checkTake } from './check-take.ts';
import type { PreparedMedia } from './finish-set.ts';
import { prepareTake } from './prepare-take.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-short-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function prepared(spec: ClipSpec, maxDurationMs = 60_000): Promise<PreparedMedia> {
  const file = await clip({ width: 160, height: 90, ...spec });
  const verdict = await checkTake({ file, bytes: (await stat(file)).size, limits: { maxDurationMs } });
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  return prepareTake({
    file,
    source: verdict.source,
    outDir: await mkdtemp(path.join(dir, 'out-')),
    renditions: ['240p'],
    maxDurationMs,
  });
}

describe('a take about as long as a segment', () => {
  it.each([
    ['half a second', 12, 25, [12]],
    ['one frame less than a segment', 49, 25, [49]],
    ['one frame more', 51, 25, [50, 1]],
    ['one frame more at 29.97/s', 61, '30000/1001', [60, 1]],
  ] satisfies [string, number, number | string, number[]][])('%s', async (_, frames, fps, segments) => {
    const [num = 0, den = 1] = String(fps).split('/').map(Number);
    // So many frames and no more, as the generator ends at the first that would begin too late.
    const media = await prepared({ fps, seconds: ((frames - 0.5) * den) / num });
    expect(media.frames).toBe(frames);
    expect(media.measuredMs).toBe(Math.round((frames * 1000 * den) / num));
    const { ticksPerFrame } = media.rate;
    expect(media.tracks.video[0]?.segments.map((s) => s.durationTicks / ticksPerFrame)).toEqual(segments);
    expect(await frameNumbers(media.master.file)).toEqual(Array.from({ length: frames }, (_unused, i) => i));
    const sound = media.tracks.audio.segments.reduce((sum, s) => sum + s.durationTicks, 0);
    expect(sound).toBe(aacFramesFor(media.durationTicks, 90_000) * 1024);
  });
});

describe('a take at its limit', () => {
  const limitMs = 2002;
  it.each([
    ['29.97/s', '30000/1001', 60],
    ['25/s', 25, 50],
  ] as const)('is allowed, and with one frame more it is not, at %s', async (_, fps, most) => {
    const [num = 0, den = 1] = String(fps).split('/').map(Number);
    const seconds = (frames: number) => ((frames - 0.5) * den) / num;
    const media = await prepared({ fps, seconds: seconds(most) }, limitMs);
    expect([media.frames, media.measuredMs <= limitMs]).toEqual([most, true]);
    await expect(prepared({ fps, seconds: seconds(most + 1) }, limitMs)).rejects.toMatchObject({
      reason: 'too_long',
      figures: { limitMs },
    });
  });
});
