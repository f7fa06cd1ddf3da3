import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RenditionName } from '@rostrum/domain';
import { type ClipSpec, clip, frameNumbers } from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTake } from './check-take.ts';
import type { PreparedMedia } from './finish-set.ts';
import { joinTrack } from './join-track.ts';
import { jpegParts } from './jpeg.ts';
import { makeCut } from './make-cut.ts';
import { makePosterAt } from './poster.ts';
import { prepareTake } from './prepare-take.ts';
import { asTake } from './testing/prepared.ts';

const run = promisify(execFile);
const RENDITIONS: RenditionName[] = ['240p'];
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-beside-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function prepared(file: string): Promise<{ media: PreparedMedia; outDir: string }> {
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(verdict.reason);
  const outDir = await mkdtemp(path.join(dir, 'take-'));
  const media = await prepareTake({
    file,
    source: verdict.source,
    outDir,
    renditions: RENDITIONS,
    maxDurationMs: 60_000,
  });
  return { media, outDir };
}

async function cutOf(
  take: PreparedMedia,
  edit: { inMs: number; outMs: number; removals: { startMs: number; endMs: number }[] },
  how: 'whole' | 'spliced',
): Promise<PreparedMedia> {
  const outDir = await mkdtemp(path.join(dir, 'cut-'));
  const [picture] = take.tracks.video;
  if (picture === undefined) throw new Error('no picture');
  const inputs = { videoFile: path.join(outDir, 'v.mp4'), audioFile: path.join(outDir, 'a.mp4') };
  await joinTrack([picture.init.file, ...picture.segments.map(({ file }) => file)], inputs.videoFile);
  const { audio } = take.tracks;
  await joinTrack([audio.init.file, ...audio.segments.map(({ file }) => file)], inputs.audioFile);
  return await makeCut({
    ...inputs,
    ...(how === 'spliced' ? { take: [asTake(picture)] } : {}),
    edit,
    rate: take.rate,
    takeFrames: take.frames,
    renditions: RENDITIONS,
    outDir: await mkdtemp(path.join(outDir, 'set-')),
  });
}

/** Scenes one after the other, each a filter graph ending in 320×180 at 25/s, and each with its sound. */
async function film(
  name: string,
  scenes: { seconds: number; picture: string; sound?: string }[],
): Promise<string> {
  const file = path.join(dir, `${name}.mov`);
  const parts = scenes.map(
    ({ seconds, picture, sound = 'anullsrc=r=48000:cl=mono' }, i) =>
      `${picture},format=yuv420p,setsar=1,fps=25,trim=duration=${seconds},setpts=PTS-STARTPTS[v${i}];` +
      `${sound},aformat=sample_rates=48000:channel_layouts=mono,atrim=duration=${seconds},asetpts=PTS-STARTPTS[a${i}]`,
  );
  const pads = scenes.map((_, i) => `[v${i}][a${i}]`).join('');
  const graph = `${parts.join(';')};${pads}concat=n=${scenes.length}:v=1:a=1[v][a]`;
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-c:a', 'pcm_s16le'];
  const tokens = ['-nostdin', '-v', 'error', '-y', '-filter_complex', graph, '-map', '[v]', '-map', '[a]'];
  await run('ffmpeg', [...tokens, ...encode, file], { timeout: 60_000 });
  return file;
}

/** Mean colour of each part of a picture, row by row. */
async function colours(file: string, columns: number, rows: number): Promise<[number, number, number][]> {
  const filter = `scale=${columns}:${rows}:flags=area,format=rgb24`;
  const tokens = ['-nostdin', '-v', 'error', '-i', file, '-vf', filter, '-frames:v', '1', '-f', 'rawvideo'];
  const { stdout } = await run('ffmpeg', [...tokens, 'pipe:1'], { encoding: 'buffer', timeout: 60_000 });
  return Array.from({ length: columns * rows }, (_, i) => [
    stdout[i * 3] ?? 0,
    stdout[i * 3 + 1] ?? 0,
    stdout[i * 3 + 2] ?? 0,
  ]);
}

const isRed = ([r, g, b]: readonly number[]) => (r ?? 0) > 120 && (g ?? 0) < 90 && (b ?? 0) < 90;
const tilesOf = ({ storyboard }: PreparedMedia) =>
  colours(storyboard.sheets[0]?.file ?? '', storyboard.columns, storyboard.rows);

/** The greatest distance from silence in each bucket of a twentieth of a second. */
async function loudness({ peaks }: PreparedMedia): Promise<number[]> {
  const data = await readFile(peaks.file);
  expect(data.length).toBe(peaks.bytes);
  const values = [...new Int8Array(data.subarray(24))];
  expect(values.length).toBe(2 * data.readInt32LE(16));
  return Array.from({ length: values.length / 2 }, (_, i) =>
    Math.max(-(values[2 * i] ?? 0), values[2 * i + 1] ?? 0),
  );
}

describe('storyboard and waveform', () => {
  it('of a cut hold nothing of what was removed', async () => {
    const calm = { seconds: 3, picture: 'testsrc2=s=320x180,hue=s=0' };
    const bright = { seconds: 3, picture: 'color=red:s=320x180', sound: 'sine=f=500,volume=12dB' };
    const { media: take } = await prepared(await film('red', [calm, bright, calm]));
    expect(take.storyboard).toMatchObject({ everyMs: 2000, tiles: 4, columns: 4, rows: 1 });
    expect((await tilesOf(take)).map(isRed)).toEqual([false, false, true, false]);
    const heard = await loudness(take);
    expect(Math.min(...heard.slice(64, 116))).toBeGreaterThan(8);
    expect(Math.max(...heard.slice(0, 58), ...heard.slice(122))).toBeLessThanOrEqual(1);

    for (const how of ['whole', 'spliced'] as const) {
      const removals = [{ startMs: 2960, endMs: 6040 }];
      const cut = await cutOf(take, { inMs: 400, outMs: 9000, removals }, how);
      expect(cut.storyboard.tiles).toBe(3);
      expect((await tilesOf(cut)).filter(isRed)).toEqual([]);
      const left = await loudness(cut);
      expect(left.length).toBeGreaterThanOrEqual(109);
      expect(Math.max(...left)).toBeLessThanOrEqual(1);
    }
  });

  it('stand where picture and sound stand', async () => {
    const { media } = await prepared(await clip({ seconds: 6, fps: 25, sound: 'beeps' }));
    const heard = await loudness(media);
    expect(Math.abs(heard.length - 120)).toBeLessThanOrEqual(1);
    const beeping = heard.flatMap((level, bucket) => (level > 8 ? [bucket % 20] : []));
    expect(new Set(beeping)).toEqual(new Set([0, 1]));
    expect(beeping).toHaveLength(12);
    // Tile by tile: the number that is drawn into its picture.
    const [sheet] = media.storyboard.sheets;
    const numbers: number[] = [];
    for (let tile = 0; tile < media.storyboard.tiles; tile += 1) {
      const one = path.join(dir, `tile-${tile}.png`);
      const crop = `crop=160:90:${tile * 160}:0`;
      await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', sheet?.file ?? '', '-vf', crop, one]);
      numbers.push(...(await frameNumbers(one)));
    }
    expect(numbers).toEqual([0, 50, 100]);
  });

  it('and poster are pictures and nothing else, and no work file is left', async () => {
    const { media, outDir } = await prepared(
      await clip({ seconds: 2, container: 'mov', metadata: true } satisfies ClipSpec),
    );
    const JFIF = 0xe0;
    // Quantization, Huffman, baseline frame, restart interval (ITU-T T.81, table B.1).
    const needed = new Set([0xdb, 0xc4, 0xc0, 0xdd]);
    for (const file of [media.posterFile, ...media.storyboard.sheets.map((sheet) => sheet.file)]) {
      const { header, picture } = jpegParts(await readFile(file));
      for (const { marker, bytes } of header) {
        if (marker !== JFIF) expect(needed.has(marker), marker.toString(16)).toBe(true);
        // Length, name, version, density and no thumbnail: nothing beyond them.
        else expect([bytes.length, bytes.toString('latin1', 4, 8)]).toEqual([18, 'JFIF']);
      }
      expect(picture.indexOf(Buffer.from([0xff, 0xd9]))).toBe(picture.length - 2);
    }
    expect((await readdir(outDir)).sort()).toEqual([
      '240p',
      'audio',
      'master.mp4',
      'peaks.dat',
      'poster.jpg',
      'storyboard-0.jpg',
    ]);
  });
});

it('leaves nothing when it is stopped after the last segment', async () => {
  const file = await clip({ seconds: 2 });
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(verdict.reason);
  const outDir = await mkdtemp(path.join(dir, 'stopped-'));
  const stop = new AbortController();
  const stopped = new Error('stopped by the test');
  const work = prepareTake({
    file,
    source: verdict.source,
    outDir,
    renditions: RENDITIONS,
    maxDurationMs: 60_000,
    signal: stop.signal,
    onProgress: (fraction) => {
      if (fraction === 1) stop.abort(stopped);
    },
  });
  await expect(work).rejects.toBe(stopped);
  expect(await readdir(outDir)).toEqual([]);
});

describe('poster', () => {
  /** Every scene has a grey of its own in its corner, by which the poster tells where it is from. */
  const marked = (picture: string, grey: number) =>
    `${picture},drawbox=x=288:y=148:w=32:h=32:t=fill:c=0x${grey.toString(16).repeat(3)}`;
  const markOf = async (file: string): Promise<number> => {
    const [mark] = (await colours(file, 20, 12)).slice(-1);
    return mark?.[0] ?? 0;
  };
  const good =
    'life=s=320x180:mold=10:r=25:ratio=0.3:death_color=#906050:life_color=#E0C0A0:seed=7,boxblur=1';

  it('is neither black, blown out, blurred nor a slate, though most of the take is', async () => {
    const slate =
      'color=0x203060:s=320x180,drawbox=x=40:y=70:w=240:h=10:t=fill:c=white,drawbox=x=80:y=95:w=160:h=10:t=fill:c=white';
    const file = await film('scenes', [
      { seconds: 1, picture: marked('color=black:s=320x180', 0x20), sound: 'sine' },
      { seconds: 1.4, picture: marked(slate, 0x40), sound: 'sine' },
      { seconds: 1, picture: marked(`${good},gblur=sigma=12`, 0x60), sound: 'sine' },
      { seconds: 1, picture: marked(good, 0x90), sound: 'sine' },
      { seconds: 1, picture: marked(`${good},eq=brightness=0.75`, 0xc0), sound: 'sine' },
    ]);
    const { media, outDir } = await prepared(file);
    expect(Math.abs((await markOf(media.posterFile)) - 0x90)).toBeLessThan(16);
    // The mark tells them apart at all.
    const [picture] = media.tracks.video;
    if (picture === undefined) throw new Error('no picture');
    const work = { rate: media.rate, outDir: await mkdtemp(path.join(outDir, 'at-')), timeoutMs: 60_000 };
    for (const [atMs, grey] of [
      [500, 0x20],
      [2800, 0x60],
      [5000, 0xc0],
    ] as const)
      expect(Math.abs((await markOf(await makePosterAt(picture, atMs, work))) - grey)).toBeLessThan(16);
  });

  it('is from around the first third, of a long take by its key pictures', async () => {
    const { media, outDir } = await prepared(await clip({ seconds: 33, width: 160, height: 90, fps: 25 }));
    expect(media.tracks.video[0]?.segments.length).toBeGreaterThan(16);
    const [number = 0] = await frameNumbers(media.posterFile);
    expect(number / media.frames).toBeGreaterThan(0.15);
    expect(number / media.frames).toBeLessThan(0.6);
    const [picture] = media.tracks.video;
    if (picture === undefined) throw new Error('no picture');
    const at = await makePosterAt(picture, 9_640, { rate: media.rate, outDir, timeoutMs: 60_000 });
    expect(await frameNumbers(at)).toEqual([241]);
  });
});
