import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { COLOURS, clip, joined } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import { prepareTake } from './prepare-take.ts';

const run = promisify(execFile);
let dir = '';
let reference: Patch[] = [];
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-hdr-'));
  reference = await patches();
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

interface Patch {
  luma: number;
  blue: number;
  red: number;
}

const SAID_BT709 = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'];

/** Mean luma and chroma of each patch of the prepared picture, in 8 bits. */
async function patches(hdr?: 'hlg' | 'pq'): Promise<Patch[]> {
  const file = await clip({
    seconds: 0.4,
    width: 384,
    height: 216,
    picture: 'colours',
    ...(hdr === undefined ? { extra: SAID_BT709 } : { hdr, vcodec: 'libx265', container: 'mov' }),
  });
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  expect(verdict.source.transfer).toBe(hdr ?? 'sdr');
  const outDir = await mkdtemp(path.join(dir, 'out-'));
  const media = await prepareTake({
    file,
    source: verdict.source,
    outDir,
    renditions: ['240p'],
    maxDurationMs: 60_000,
  });
  const [track] = media.tracks.video;
  if (track === undefined) throw new Error('no picture');
  const whole = await joined(path.join(outDir, 'whole.mp4'), [
    track.init.file,
    ...track.segments.map((segment) => segment.file),
  ]);
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-nostdin', '-v', 'error', '-i', whole, '-frames:v', '1'],
      ...['-vf', 'format=yuv444p,scale=6:3:flags=area', '-f', 'rawvideo', 'pipe:1'],
    ],
    { encoding: 'buffer' },
  );
  const plane = (n: number, i: number) => stdout[n * COLOURS.length + i] ?? 0;
  return COLOURS.map((_, i) => ({ luma: plane(0, i), blue: plane(1, i), red: plane(2, i) }));
}

/** Diffuse white and what is near it is bent to leave room for highlights; all that is darker is not touched. */
const BRIGHT = 0xe0;
const SLACK = { luma: 4, chroma: 9, brightLuma: 22, mean: 4 };

describe.each(['hlg', 'pq'] as const)('%s becomes the picture that SDR would have been', (hdr) => {
  it('in light and in colour, patch by patch and on the whole', async () => {
    const seen = await patches(hdr);
    const off = seen.map(({ luma, blue, red }, i) => {
      const wanted = reference[i] ?? { luma: 0, blue: 0, red: 0 };
      return { luma: luma - wanted.luma, blue: blue - wanted.blue, red: red - wanted.red };
    });
    off.forEach(({ luma, blue, red }, i) => {
      const colour = COLOURS[i] ?? '';
      const brightest = Math.max(...[0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
      expect(luma, colour).toBeLessThanOrEqual(SLACK.luma);
      expect(luma, colour).toBeGreaterThanOrEqual(brightest > BRIGHT ? -SLACK.brightLuma : -SLACK.luma);
      for (const chroma of [blue, red]) expect(Math.abs(chroma), colour).toBeLessThanOrEqual(SLACK.chroma);
    });
    for (const plane of ['luma', 'blue', 'red'] as const) {
      const mean = off.reduce((sum, patch) => sum + patch[plane], 0) / off.length;
      expect(Math.abs(mean), plane).toBeLessThanOrEqual(SLACK.mean);
    }
  });
});
