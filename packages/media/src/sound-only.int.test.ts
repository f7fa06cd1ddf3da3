import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRemovedFinding, type SourceFacts, type Verdict, wholeTake } from '@rostrum/domain';
import { type ClipSpec, clip, countFrames, frameLumas, samples } from '@rostrum/testkit/clips';
import { CANARIES, walkObject, wordsIn } from '@rostrum/testkit/walk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retimed } from './boxes.ts';
import { checkTake } from './check-take.ts';
import type { PreparedMedia } from './finish-set.ts';
import { makeCut } from './make-cut.ts';
import { prepareTake } from './prepare-take.ts';
import { asTake, preparedIn, whole } from './testing/prepared.ts';

const run = promisify(execFile);
const CARD = {
  language: 'en',
  session: 37,
  state: 'Nauru',
  organisation: 'Nauru Rights Forum',
  speaker: null,
  note: 'sound_only',
} as const;

let dir = '';
let voice = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-sound-'));
  // A beep of 100 ms at each half second past a whole one.
  const beeps = '0.5*sin(2*PI*1000*t)*between(mod(t\\,1)\\,0.5\\,0.6)';
  voice = path.join(dir, 'voice.wav');
  await ffmpeg('-f', 'lavfi', '-i', `aevalsrc=${beeps}:s=48000:d=4.5`, voice);
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function ffmpeg(...tokens: string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...tokens], { timeout: 60_000 });
}

/** The voice in another form. */
async function as(name: string, ...tokens: string[]): Promise<string> {
  const file = path.join(dir, name);
  await ffmpeg('-i', voice, ...tokens, file);
  return file;
}

async function withCover(name: string, ...tokens: string[]): Promise<string> {
  const cover = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=0.04'];
  const kept = ['-map', '0', '-map', '1', '-c:v', 'mjpeg', '-disposition:v', 'attached_pic'];
  return await as(name, ...cover, ...kept, ...tokens);
}

/** Narrow-band AMR of silence, as phones of old wrote it: each frame of 12.2 kbit/s is 20 ms. */
async function amr(name: string): Promise<string> {
  const file = path.join(dir, name);
  const frame = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)]);
  await writeFile(file, Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 100 }, () => frame)]));
  return file;
}

async function check(file: string): Promise<Verdict> {
  return await checkTake({ file, bytes: (await stat(file)).size });
}

async function facts(file: string): Promise<SourceFacts> {
  const verdict = await check(file);
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  return verdict.source;
}

async function prepared(file: string, more: Partial<Parameters<typeof prepareTake>[0]> = {}) {
  return await prepareTake({
    file,
    source: await facts(file),
    outDir: await mkdtemp(path.join(dir, 'out-')),
    renditions: ['240p'],
    maxDurationMs: 60_000,
    card: { card: CARD },
    ...more,
  });
}

/** When each beep sets in, in milliseconds: the first sample above a tenth of full scale after 200 ms of less. */
async function beeps(media: PreparedMedia): Promise<number[]> {
  const heard = await samples(await whole(media.tracks.audio));
  const found: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  heard.forEach((level, at) => {
    if (Math.abs(level) < 0.1) return;
    if (at - last > 9600) found.push((at * 1000) / 48_000);
    last = at;
  });
  return found;
}

describe('sound alone is accepted', () => {
  const kinds: [string, string, string, () => Promise<string>][] = [
    ['M4A with a cover', 'mov', 'aac', () => withCover('cover.m4a')],
    ['MP3 with a cover', 'mp3', 'mp3', () => withCover('cover.mp3')],
    ['MP3 without a tag', 'mp3', 'mp3', () => as('bare.mp3', '-id3v2_version', '0', '-write_xing', '0')],
    ['a messenger’s Opus', 'ogg', 'opus', () => as('note.ogg', '-c:a', 'libopus')],
    ['a browser’s WebM', 'matroska', 'opus', () => as('live.webm', '-c:a', 'libopus', '-live', '1')],
    ['a browser’s MP4', 'mov', 'aac', () => as('live.mp4', '-movflags', 'empty_moov+frag_keyframe')],
    ['WAV', 'wav', 'pcm_s16le', async () => voice],
    ['FLAC', 'flac', 'flac', () => as('voice.flac')],
    ['AAC without a container', 'aac', 'aac', () => as('voice.aac')],
    ['3GP', 'mov', 'aac', () => as('voice.3gp', '-c:a', 'aac')],
    ['AMR', 'amr', 'amr_nb', () => amr('voice.amr')],
  ];

  it.each(kinds)('%s', async (_, container, codec, make) => {
    const verdict = await check(await make());
    if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
    const { source, findings } = verdict;
    expect(source).toMatchObject({ soundOnly: true, audioCodec: codec, videoCodec: 'none', width: 1920 });
    expect(source.container.split(',')).toContain(container);
    expect(source.packetMs).toBeGreaterThan(codec === 'amr_nb' ? 1990 : 4490);
    expect(source.packetMs).toBeLessThan(codec === 'amr_nb' ? 2010 : 4600);
    expect(findings.map(({ code }) => code)).toContain('sound_only');
  });

  it('and that it is sound only is said of no video', async () => {
    const verdict = await check(await clip({ seconds: 1 }));
    expect(verdict).toMatchObject({ outcome: 'accepted' });
    expect(verdict.findings.map(({ code }) => code)).not.toContain('sound_only');
  });
});

describe('what is refused', () => {
  it.each<[string, string, () => Promise<string>]>([
    ['a WAV of which half is missing', 'truncated', async () => await halved(voice, 'half.wav')],
    [
      'a list of names that calls itself MP3',
      'references_other_files',
      () => text('a.mp3', '#EXTM3U\nb.mp3\n'),
    ],
    ['noise behind an ID3 tag', 'unreadable', () => text('b.mp3', `ID3\u0004${'\u0000'.repeat(20)}no sound`)],
    [
      'a sound of a kind for cinemas',
      'codec_unsupported',
      () => as('c.mka', '-c:a', 'truehd', '-strict', '-2'),
    ],
  ])('%s', async (_, reason, make) => {
    expect(await check(await make())).toMatchObject({ outcome: 'refused', reason });
  });

  it('is not prepared without a card', async () => {
    await expect(prepared(voice, { card: undefined })).rejects.toThrow(RangeError);
  });

  it('a length of one frame more than the limit', async () => {
    await expect(prepared(voice, { maxDurationMs: 4480 })).rejects.toMatchObject({ reason: 'too_long' });
  });

  async function halved(file: string, name: string): Promise<string> {
    const data = await readFile(file);
    await writeFile(path.join(dir, name), data.subarray(0, data.length / 2));
    return path.join(dir, name);
  }

  async function text(name: string, content: string): Promise<string> {
    await writeFile(path.join(dir, name), content, 'latin1');
    return path.join(dir, name);
  }
});

describe('a take of sound alone', () => {
  const video: ClipSpec = { seconds: 3, fps: 25, width: 160, height: 90 };

  it('is as long as it is heard, shows its card throughout, tells nothing, and is cut and joined like any other', async () => {
    const words = ['-metadata', `title=${CANARIES.title}`, '-metadata', `artist=${CANARIES.author}`];
    const file = await withCover('told.mp3', ...words);
    const verdict = await check(file);
    const removed = verdict.findings.map(({ code }) => code).filter(isRemovedFinding);
    expect(removed).toEqual(expect.arrayContaining(['title_removed', 'author_removed', 'cover_removed']));

    const told: string[] = [];
    // At the limit is allowed.
    const media = await prepared(file, {
      maxDurationMs: 4520,
      onSegment: ({ track }) => void told.push(track),
    });
    // 4.5 s are 112.5 pictures of 25 a second.
    expect(media.frames).toBe(113);
    expect(media.measuredMs).toBe(4520);
    const [track] = media.tracks.video;
    if (track === undefined) throw new Error('no picture');
    expect(track.segments.map(({ durationTicks }) => durationTicks)).toEqual([180_000, 180_000, 46_800]);
    expect(told.filter((name) => name === '240p')).toHaveLength(3);

    const picture = await whole(track);
    expect(await countFrames(picture)).toBe(113);
    const lumas = await frameLumas(picture);
    expect(Math.max(...lumas) - Math.min(...lumas)).toBeLessThan(1);
    expect(lumas[0]).toBeGreaterThan(200);
    for (const [at, beep] of (await beeps(media)).entries())
      expect(Math.abs(beep - (at * 1000 + 500))).toBeLessThan(6);
    expect(await beeps(media)).toHaveLength(4);

    const outDir = path.dirname(media.master.file);
    const kept = (await readdir(outDir, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !/\.raw\.mp4$|whole\.mp4$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name));
    expect(kept.filter((name) => /card|even|still/.test(path.relative(outDir, name)))).toEqual([]);
    for (const name of kept) {
      const data = await readFile(name);
      expect([...walkObject(name, data), ...wordsIn(data, Object.values(CANARIES))]).toEqual([]);
    }

    const beside = await preparedIn(dir, await clip(video));
    expect(track.init.sha256).toBe(beside.tracks.video[0]?.init.sha256);
    expect(media.tracks.audio.init.sha256).toBe(beside.tracks.audio.init.sha256);

    const programme = await joinedOf([media, beside]);
    expect(await countFrames(programme)).toBe(113 + 75);
    const last = (await frameLumas(programme)).slice(113);
    expect(Math.max(...last) - Math.min(...last)).toBeGreaterThan(1);

    const cut = await makeCut({
      audioFile: await whole(media.tracks.audio),
      take: [asTake(track)],
      edit: {
        ...wholeTake(media.measuredMs),
        inMs: 1000,
        outMs: 4000,
        removals: [{ startMs: 2000, endMs: 2200 }],
      },
      rate: media.rate,
      takeFrames: media.frames,
      renditions: ['240p'],
      outDir: await mkdtemp(path.join(dir, 'cut-')),
    });
    expect(cut.frames).toBe(70);
    expect(cut.tracks.video[0]?.init.sha256).toBe(track.init.sha256);
    expect(await countFrames(await whole(cut.tracks.video[0]))).toBe(70);
    expect((await beeps(cut)).map((ms) => Math.round(ms / 20) * 20)).toEqual([500, 1300, 2300]);
  });

  /** One continuous timeline, as the gateway makes it: one init, then every segment at its place. */
  async function joinedOf(takes: readonly PreparedMedia[]): Promise<string> {
    const parts: Buffer[] = [];
    let ticks = 0;
    for (const { tracks, durationTicks } of takes) {
      const [track] = tracks.video;
      if (track === undefined) throw new Error('no picture');
      if (parts.length === 0) parts.push(await readFile(track.init.file));
      for (const { file, startTicks } of track.segments)
        parts.push(retimed(await readFile(file), ticks + startTicks, parts.length));
      ticks += durationTicks;
    }
    const file = path.join(dir, 'programme.mp4');
    await writeFile(file, Buffer.concat(parts));
    return file;
  }
});
