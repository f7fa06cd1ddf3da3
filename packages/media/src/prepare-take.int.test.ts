import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RENDITIONS, type RenditionName } from '@rostrum/domain';
import {
  type ClipSpec,
  clip,
  countFrames,
  frameNumbers,
  joined,
  samples,
  TELLTALE,
} from '@rostrum/testkit/clips';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aacFramesFor } from './aac-segments.ts';
import { boxesIn, findBox } from './boxes.ts';
import { checkTake } from './check-take.ts';
import type { PreparedMedia } from './finish-set.ts';
import { MediaRefusal } from './media-error.ts';
import { type PrepareTake, prepareTake } from './prepare-take.ts';
import type { WrittenSegment, WrittenTrack } from './tracks.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-prepare-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

type Options = Partial<Omit<PrepareTake, 'renditions'>> & { renditions?: readonly RenditionName[] | 'all' };

async function prepared(spec: ClipSpec, { renditions = ['240p'], ...more }: Options = {}) {
  const file = await clip(spec);
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  const outDir = await mkdtemp(path.join(dir, 'out-'));
  const media = await prepareTake({
    file,
    source: verdict.source,
    outDir,
    ...(renditions === 'all' ? {} : { renditions }),
    maxDurationMs: 60_000,
    ...more,
  });
  return { media, outDir, source: verdict.source };
}

function partsOf(track: WrittenTrack): string[] {
  return [track.init.file, ...track.segments.map((segment) => segment.file)];
}

async function whole(media: PreparedMedia, outDir: string): Promise<{ video: string; audio: string }> {
  const [video] = media.tracks.video;
  if (video === undefined) throw new Error('no video');
  return {
    video: await joined(path.join(outDir, 'whole-video.mp4'), partsOf(video)),
    audio: await joined(path.join(outDir, 'whole-audio.mp4'), partsOf(media.tracks.audio)),
  };
}

const inits = new Map<string, string>();

describe('measured length, frames and inits', () => {
  const cases: [string, ClipSpec, number, number][] = [
    ['24/s', { seconds: 3, fps: 24 }, 72, 3000],
    ['25/s', { seconds: 3, fps: 25 }, 75, 3000],
    ['29.97/s', { seconds: 3, fps: '30000/1001' }, 90, 3003],
    ['30/s', { seconds: 3, fps: 30 }, 90, 3000],
    ['50/s', { seconds: 3, fps: 50 }, 75, 3000],
    ['60/s', { seconds: 3, fps: 60 }, 90, 3000],
    ['a browser recording', { seconds: 3, container: 'webm', live: true }, 75, 3000],
    ['starting late in its file', { seconds: 3, container: 'ts' }, 75, 3000],
  ];
  it.each(cases)('%s', async (name, spec, frames, measuredMs) => {
    const { media, outDir } = await prepared(spec);
    expect([media.frames, media.measuredMs]).toEqual([frames, measuredMs]);
    const { video, audio } = await whole(media, outDir);
    expect(await countFrames(video)).toBe(frames);
    // The sound is as long as the picture, to half an AAC frame.
    const wanted = aacFramesFor(media.durationTicks, 90_000) * 1024;
    expect(media.audioDurationSamples).toBe(wanted);
    expect((await samples(audio)).length).toBe(wanted);
    expect(media.durationTicks).toBe(frames * media.rate.ticksPerFrame);
    for (const track of [...media.tracks.video, media.tracks.audio]) {
      inits.set(`${name} ${track.track}`, track.init.sha256);
      expectContinuous(track.segments);
    }
  });

  it('makes the same init for every source', () => {
    const video = [...inits].filter(([name]) => name.endsWith('240p')).map(([, hash]) => hash);
    const audio = [...inits].filter(([name]) => name.endsWith('audio')).map(([, hash]) => hash);
    expect(video).toHaveLength(cases.length);
    expect(new Set(video).size).toBe(1);
    expect(new Set(audio).size).toBe(1);
  });

  it('variable rate becomes constant, as long as its timestamps say', async () => {
    const { media, outDir, source } = await prepared({ seconds: 3, fps: 30, variableRate: true });
    expect(Math.abs(media.measuredMs - source.packetMs)).toBeLessThanOrEqual(34);
    expect(await countFrames((await whole(media, outDir)).video)).toBe(media.frames);
  });
});

function expectContinuous(segments: WrittenSegment[]) {
  let at = 0;
  segments.forEach((segment, i) => {
    expect([segment.index, segment.startTicks]).toEqual([i, at]);
    at += segment.durationTicks;
  });
}

describe('what viewers get', () => {
  it('cascades to every rendition asked for, each frame in each', async () => {
    const told: string[] = [];
    const { media } = await prepared(
      { seconds: 3, fps: 25 },
      {
        renditions: ['480p', '360p', '240p'],
        onInit: (i) => void told.push(`${i.track} init`),
        onSegment: (s) => void told.push(`${s.track} ${s.index}`),
      },
    );
    expect(media.tracks.video.map((track) => track.track)).toEqual(['480p', '360p', '240p']);
    for (const track of media.tracks.video) {
      const file = await joined(path.join(dir, `${track.track}.mp4`), partsOf(track));
      expect(await frameNumbers(file)).toEqual(Array.from({ length: 75 }, (_, i) => i));
      expect(told.filter((entry) => entry.startsWith(track.track))).toEqual([
        `${track.track} init`,
        `${track.track} 0`,
        `${track.track} 1`,
      ]);
    }
    expect(told.filter((entry) => entry.startsWith('audio'))[0]).toBe('audio init');
  });

  it('writes the codecs and sizes of the rendition record, in all five, for a 1080 source', async () => {
    const { media } = await prepared({ seconds: 0.4, width: 1920, height: 1080 }, { renditions: 'all' });
    const found: [string, string, number, number][] = [];
    for (const track of media.tracks.video) {
      const init = await readFile(track.init.file);
      const stsd = findBox(init, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
      if (stsd === null) throw new Error('no sample description');
      const entry = stsd.body + 8;
      const avcC = init.indexOf('avcC', stsd.body, 'latin1');
      const codecs = `avc1.${init.toString('hex', avcC + 5, avcC + 8)}`;
      found.push([track.track, codecs, init.readUInt16BE(entry + 32), init.readUInt16BE(entry + 34)]);
    }
    expect(found).toEqual(
      RENDITIONS.map((profile) => [profile.name, profile.codecs, profile.width, profile.height]),
    );
  });

  it('levels a loud and a quiet sound alike', async () => {
    for (const spec of [{ sound: 'loud' }, { soundGainDb: -14 }] satisfies ClipSpec[]) {
      const { media } = await prepared({ seconds: 4, width: 160, height: 90, ...spec });
      expect(Math.abs(media.loudness.integratedLufs + 16)).toBeLessThanOrEqual(1);
      expect(media.loudness.truePeakDbtp).toBeLessThanOrEqual(-1.5);
    }
  });

  it('leaves silence silent and says so', async () => {
    const { media } = await prepared({ seconds: 2, sound: 'silence' });
    expect(media.findings.map((finding) => finding.code)).toEqual(['silent']);
  });

  it('tells where nothing is heard', async () => {
    const { media } = await prepared({ seconds: 5, soundSeconds: 2.5, sound: 'hum' });
    expect(media.findings).toEqual([
      { code: 'silence_at_end', figures: { startMs: expect.closeTo(2500, -2.3), endMs: 5000 } },
    ]);
  });

  it('tells nothing of place, device, author or making, in any file', async () => {
    const { outDir } = await prepared({ seconds: 2, container: 'mov', metadata: true });
    const files = (await readdir(outDir, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
    const viewed = files.filter((e) =>
      /^(init\.mp4|\d+\.m4s|poster\.jpg|storyboard-\d+\.jpg|peaks\.dat)$/.test(e.name),
    );
    expect(viewed.length).toBeGreaterThanOrEqual(7);
    for (const entry of viewed) {
      const data = await readFile(path.join(entry.parentPath, entry.name));
      for (const word of [TELLTALE, '46.2044', 'Lavf', 'Lavc', 'x264', 'udta', '2020'])
        expect(data.includes(word), `${word} in ${entry.name}`).toBe(false);
    }
    const init = await readFile(path.join(outDir, '240p', 'init.mp4'));
    expect([...boxesIn(init)].map((box) => box.type)).toEqual(['ftyp', 'moov']);
  });

  it('turns a phone upright into a picture with bars', async () => {
    const { media, outDir } = await prepared({ seconds: 1, rotation: 90 });
    const { video } = await whole(media, outDir);
    const { frameLumas } = await import('@rostrum/testkit/clips');
    const [bar] = await frameLumas(video, 'iw/5:ih:0:0');
    const [middle] = await frameLumas(video, 'iw/8:ih:iw*7/16:0');
    expect(bar).toBeLessThan(20);
    expect(middle).toBeGreaterThan(60);
  });
});

describe('what is refused only when decoded', () => {
  it('a take longer than the limit, and nothing is left', async () => {
    const outDir = await mkdtemp(path.join(dir, 'long-'));
    await expect(prepared({ seconds: 3 }, { maxDurationMs: 2960, outDir })).rejects.toMatchObject({
      name: 'MediaRefusal',
      reason: 'too_long',
    });
    expect(await readdir(outDir)).toEqual([]);
    const { media } = await prepared({ seconds: 3 }, { maxDurationMs: 3000 });
    expect(media.measuredMs).toBe(3000);
  });

  it('one that holds less than its packets promise', async () => {
    const file = await clip({ seconds: 3 });
    const verdict = await checkTake({ file, bytes: 1 });
    if (verdict.outcome !== 'accepted') throw new Error('refused');
    const outDir = await mkdtemp(path.join(dir, 'less-'));
    const lying = { ...verdict.source, packetMs: 9000 };
    const work = prepareTake({ file, source: lying, outDir, renditions: ['240p'], maxDurationMs: 60_000 });
    await expect(work).rejects.toBeInstanceOf(MediaRefusal);
    await expect(work).rejects.toMatchObject({
      reason: 'truncated',
      figures: { promisedMs: 9000, decodedMs: 3000 },
    });
  });
});
