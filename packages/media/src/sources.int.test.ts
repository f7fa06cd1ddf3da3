import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ClipSpec, clip, frameLumas, frameNumbers, joined, resized } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import { prepareTake } from './prepare-take.ts';

const run = promisify(execFile);
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-sources-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function prepared(file: string) {
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  const outDir = await mkdtemp(path.join(dir, 'out-'));
  const media = await prepareTake({
    file,
    source: verdict.source,
    outDir,
    renditions: ['240p'],
    maxDurationMs: 60_000,
  });
  const [track] = media.tracks.video;
  if (track === undefined) throw new Error('no video');
  const parts = (of: typeof track) => [of.init.file, ...of.segments.map((segment) => segment.file)];
  return {
    media,
    verdict,
    video: await joined(path.join(outDir, 'video.mp4'), parts(track)),
    audio: await joined(path.join(outDir, 'audio.mp4'), parts(media.tracks.audio)),
    init: track.init.sha256,
  };
}

/** Mean red, green and blue of the first picture. */
async function colour(file: string): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      file,
      '-frames:v',
      '1',
      '-vf',
      'scale=1:1:flags=area,format=rgb24',
      '-f',
      'rawvideo',
      'pipe:1',
    ],
    { encoding: 'buffer' },
  );
  return [...stdout];
}

const sources: [string, ClipSpec][] = [
  ['HEVC with HLG', { vcodec: 'libx265', hdr: 'hlg', container: 'mov' }],
  ['HEVC with PQ', { vcodec: 'libx265', hdr: 'pq', container: 'mov' }],
  ['VP9 and Opus', { container: 'webm', vcodec: 'libvpx-vp9' }],
  ['VP8 of odd size', { container: 'webm', width: 321, height: 181 }],
  ['AV1 and FLAC at 96 kHz', { container: 'mkv', vcodec: 'libsvtav1', acodec: 'flac', sampleRate: 96_000 }],
  ['MJPEG and PCM', { container: 'avi', vcodec: 'mjpeg', acodec: 'pcm_s16le', pixFmt: 'yuvj422p' }],
  ['ProRes', { container: 'mov', vcodec: 'prores_ks', acodec: 'pcm_s24le', pixFmt: 'yuv422p10le' }],
  ['3GP at 8 kHz', { container: '3gp', vcodec: 'mpeg4', sampleRate: 8000 }],
  ['MPEG-TS with 5.1', { container: 'ts', vcodec: 'mpeg2video', acodec: 'ac3', channels: 6 }],
  ['wide pixels', { width: 240, sar: '4/3' }],
  ['starting at five seconds', { startMs: 5000, soundDelayMs: 5000, container: 'mkv' }],
];

describe('every kind of source becomes the same picture', () => {
  let reference: { init: string; colour: number[] };
  beforeAll(async () => {
    const { init, video } = await prepared(await clip({ seconds: 1 }));
    reference = { init, colour: await colour(video) };
  });

  it.each(sources)('%s', async (_, spec) => {
    const { media, video, init } = await prepared(await clip({ seconds: 1, ...spec }));
    expect(await frameNumbers(video)).toEqual(Array.from({ length: 25 }, (_unused, i) => i));
    expect(media.measuredMs).toBe(1000);
    expect(init).toBe(reference.init);
    const seen = await colour(video);
    seen.forEach((value, i) => {
      expect(Math.abs(value - (reference.colour[i] ?? 0))).toBeLessThanOrEqual(12);
    });
  });

  it('interlaced pictures are made whole, one for two fields', async () => {
    const { media, video } = await prepared(await clip({ seconds: 1, fps: 50, interlaced: true }));
    expect(media.frames).toBe(25);
    expect(await frameNumbers(video)).toEqual(Array.from({ length: 25 }, (_unused, i) => i * 2));
  });

  it('a picture that changes size and shape half-way stays on the one timeline, in shape', async () => {
    const { media, video } = await prepared(await resized(dir, ['320x180', '240x320']));
    expect(media.frames).toBe(50);
    const lumas = await frameLumas(video);
    const bars = await frameLumas(video, 'iw/5:ih:0:0');
    expect(lumas).toHaveLength(50);
    for (const i of [5, 20]) expect([lumas[i], bars[i]].every((luma) => (luma ?? 0) > 60)).toBe(true);
    for (const i of [30, 45]) {
      expect(lumas[i]).toBeGreaterThan(40);
      expect(bars[i]).toBeLessThan(20);
    }
  });
});

describe('turned by a display matrix', () => {
  // Frame 0's band of bits is black: where it is in the result says how the picture was turned.
  const edges = {
    top: 'iw/4:ih/12:iw*3/8:0',
    bottom: 'iw/4:ih/12:iw*3/8:ih*11/12',
    left: 'iw/24:ih/2:iw*0.345:ih/4',
    right: 'iw/24:ih/2:iw*0.613:ih/4',
  };
  it.each([
    [0, 'top'],
    [90, 'left'],
    [180, 'bottom'],
    [270, 'right'],
  ] as const)('%i degrees', async (rotation, where) => {
    const { video } = await prepared(await clip({ seconds: 0.4, rotation }));
    const dark: string[] = [];
    for (const [edge, crop] of Object.entries(edges)) {
      if (rotation % 180 === 0 && (edge === 'left' || edge === 'right')) continue;
      const [luma = 0] = await frameLumas(video, crop);
      if (luma < 20) dark.push(edge);
    }
    expect(dark).toEqual([where]);
  });
});
