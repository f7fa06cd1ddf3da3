import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FINDINGS, SourceFacts } from '@rostrum/domain';
import {
  clip,
  frameLumas,
  frameNumbers,
  joined,
  RECORDINGS,
  type RecordingName,
  resized,
  samples,
  toneLevel,
} from '@rostrum/testkit/clips';
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

async function accepted(file: string) {
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  return verdict;
}

async function prepared(file: string, checked?: Awaited<ReturnType<typeof accepted>>) {
  const verdict = checked ?? (await accepted(file));
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

/** Red, green and blue of 32 patches of the first picture. */
async function colours(file: string): Promise<number[]> {
  const first = 'scale=8:4:flags=area,format=rgb24';
  const tokens = ['-v', 'error', '-i', file, '-frames:v', '1', '-vf', first, '-f', 'rawvideo', 'pipe:1'];
  const { stdout } = await run('ffmpeg', tokens, { encoding: 'buffer' });
  return [...stdout];
}

interface Expected {
  /** Picture's codec, sound's codec. */
  codecs: string;
  size?: [number, number];
  facts?: Partial<SourceFacts>;
  findings?: (typeof FINDINGS)[number][];
  lengthMs?: number;
  /** Prepared as well: so many pictures, upright and in order, in the colours of the reference. */
  frames?: number;
  /** The number drawn into the i-th picture; null where the picture does not fill its frame. */
  number?: ((i: number) => number) | null;
  colours?: 'as the reference' | 'any';
  /** A pitch that must be heard in the first half second. */
  tone?: number;
}

/**
 * How far a patch of the picture may be off in red, green or blue: codecs lose some, and tone mapping bends what
 * is as bright and saturated as these bars. Faces and greys are held far closer in hdr.int.test.ts.
 */
const COLOUR_SLACK = 24;
const HDR_COLOUR_SLACK = 50;
const MEAN_COLOUR_SLACK = 12;

const EXPECTED: Record<RecordingName, Expected> = {
  'HEVC with HLG': { codecs: 'hevc aac', facts: { transfer: 'hlg' }, findings: ['hdr'], frames: 25 },
  'HEVC with PQ': { codecs: 'hevc aac', facts: { transfer: 'pq' }, findings: ['hdr'], frames: 25 },
  'HEVC with Dolby Vision 8.4': { codecs: 'hevc aac', facts: { transfer: 'hlg' }, frames: 25 },
  'HEVC of 4K': { codecs: 'hevc aac', size: [3840, 2160], lengthMs: 200 },
  'HEVC 4:2:2': { codecs: 'hevc aac' },
  'upright, turned by 90°': {
    codecs: 'h264 aac',
    size: [180, 320],
    facts: { rotation: 90 },
    findings: ['rotated', 'portrait'],
  },
  'upside down': { codecs: 'h264 aac', facts: { rotation: 180 }, findings: ['rotated'] },
  'upright, turned by 270°': { codecs: 'h264 aac', size: [180, 320], facts: { rotation: 270 } },
  'upright without turning': {
    codecs: 'h264 aac',
    size: [180, 320],
    facts: { rotation: 0 },
    findings: ['portrait'],
  },
  'rates from 10 to 60, with a gap': {
    codecs: 'h264 aac',
    facts: { rate: { num: 30, den: 1 } },
    findings: ['variable_frame_rate'],
    lengthMs: 917,
    frames: 28,
    // Sixty a second, then ten, and none between 0.45 and 0.79 seconds: the one before stays.
    number: (i) => (i < 9 ? 2 * i : i < 24 ? (i < 12 ? 18 : 24) : i < 27 ? 48 : 54),
  },
  '60/s': { codecs: 'h264 aac', facts: { rate: { num: 30, den: 1 } }, frames: 30, number: (i) => 2 * i },
  'slow motion of 120/s': { codecs: 'h264 aac', facts: { rate: { num: 30, den: 1 } } },
  'slow motion of 240/s': {
    codecs: 'h264 aac',
    facts: { rate: { num: 30, den: 1 } },
    frames: 30,
    // Of the eight pictures around a moment, the last that is nearer to it than to the next.
    number: (i) => 8 * i + 3,
    colours: 'any',
  },
  'iPhone’s timed metadata': { codecs: 'h264 aac', findings: ['data_streams_removed'], frames: 25 },
  'a trailer of Samsung’s': { codecs: 'h264 aac' },
  'zeros at the end': { codecs: 'h264 aac' },
  'Android’s short last picture': { codecs: 'h264 aac', lengthMs: 960, frames: 24 },
  'a size of 64 bits': { codecs: 'h264 aac' },
  'index first': { codecs: 'h264 aac' },
  'MP4 whose length is too short': { codecs: 'h264 aac' },
  '3GP at 8 kHz': { codecs: 'mpeg4 aac', frames: 25 },
  '3GP with H.263': { codecs: 'h263 aac', size: [352, 288] },
  'HE-AAC': { codecs: 'h264 aac', frames: 25, tone: 400 },
  'a browser’s WebM': { codecs: 'vp8 opus', findings: ['no_container_length'], frames: 25 },
  'a browser’s MP4': { codecs: 'h264 aac' },
  'a browser’s Matroska with H.264': { codecs: 'h264 opus' },
  'VP8 of odd size': { codecs: 'vp8 opus', size: [321, 181], frames: 25 },
  'VP8 of changing size': {
    codecs: 'vp8 opus',
    lengthMs: 1208,
    frames: 30,
    number: (i) => i % 15,
    colours: 'any',
  },
  'VP9 and Opus': { codecs: 'vp9 opus', frames: 25 },
  'VP9 with HDR': { codecs: 'vp9 opus', facts: { transfer: 'pq' }, frames: 25 },
  'VP9 that one can see through': { codecs: 'vp9 opus', frames: 25 },
  'AV1 by SVT, FLAC at 96 kHz': { codecs: 'av1 flac', frames: 25, tone: 400 },
  'AV1 by libaom': { codecs: 'av1 aac', lengthMs: 400 },
  'H.264 of red, green and blue': { codecs: 'h264 aac', frames: 25 },
  'H.264 with full range': { codecs: 'h264 aac', frames: 25 },
  'H.264 in BT.601, said': { codecs: 'h264 aac', frames: 25 },
  'H.264 in BT.709, said': { codecs: 'h264 aac', frames: 25 },
  'H.264 of 720 lines in BT.709, not said': {
    codecs: 'h264 aac',
    size: [1280, 720],
    lengthMs: 400,
    frames: 10,
    colours: 'any',
  },
  'H.264 in grey': { codecs: 'h264 aac', frames: 25, colours: 'any' },
  'H.264 4:2:2 with 10 bits': { codecs: 'h264 aac', frames: 25 },
  'AVCHD, interlaced': {
    codecs: 'h264 ac3',
    facts: { interlaced: true, rate: { num: 25, den: 1 } },
    findings: ['interlaced'],
    frames: 25,
    number: (i) => 2 * i,
  },
  'AVCHD with linear sound': { codecs: 'h264 pcm_bluray', frames: 25, tone: 400 },
  'MPEG-TS with 5.1': { codecs: 'mpeg2video ac3', frames: 25, tone: 400 },
  'MPEG programme stream': { codecs: 'mpeg2video mp2' },
  'a DVD camera’s VOB': { codecs: 'mpeg2video pcm_dvd', frames: 25, tone: 400 },
  'DV from tape': {
    codecs: 'dvvideo pcm_s16le',
    size: [768, 576],
    facts: { interlaced: true },
    lengthMs: 400,
    frames: 10,
    number: null,
    colours: 'any',
  },
  'DV in AVI': { codecs: 'dvvideo pcm_s16le', size: [720, 576], lengthMs: 400 },
  'MXF with MPEG-2': { codecs: 'mpeg2video pcm_s16le', size: [720, 576], lengthMs: 400 },
  'MJPEG and PCM': { codecs: 'mjpeg pcm_s16le', frames: 25 },
  'MPEG-4 and MP3 in AVI': { codecs: 'mpeg4 mp3', lengthMs: 1040 },
  'Windows Media': { codecs: 'wmv2 wmav2', frames: 25 },
  'Flash video': { codecs: 'flv1 mp3' },
  'Ogg with Theora': { codecs: 'theora vorbis', frames: 25 },
  'wide pixels': { codecs: 'h264 aac', frames: 25 },
  'ProRes 422 HQ': { codecs: 'prores pcm_s24le', frames: 25 },
  'ProRes 4444 that one can see through': { codecs: 'prores pcm_s24le', lengthMs: 400, frames: 10 },
  'reordered pictures behind an edit list': { codecs: 'h264 aac', frames: 25 },
  'a start that is cut away by an edit list': {
    codecs: 'h264 aac',
    lengthMs: 600,
    frames: 15,
    number: (i) => i + 10,
    colours: 'any',
    tone: 400,
  },
  'starting at five seconds': { codecs: 'h264 aac', facts: { startUs: 5_000_000 }, frames: 25 },
  'starting before zero': {
    codecs: 'h264 aac',
    lengthMs: 800,
    frames: 20,
    number: (i) => i + 5,
    colours: 'any',
  },
  'sound that starts late': { codecs: 'h264 aac' },
  'several sounds, the second the default': {
    codecs: 'h264 aac',
    facts: { audioStreamIndex: 2 },
    findings: ['several_audio_streams'],
    frames: 25,
    tone: 1000,
  },
  'a cover that is no video': { codecs: 'h264 aac', facts: { videoStreamIndex: 0 }, frames: 25 },
  'subtitles inside': { codecs: 'h264 aac' },
  'E-AC-3': { codecs: 'h264 eac3' },
  'Apple Lossless': { codecs: 'h264 alac' },
  'three pictures': { codecs: 'h264 aac', lengthMs: 120, frames: 3 },
};

const rows = Object.keys(EXPECTED).filter((name): name is RecordingName => name in RECORDINGS);

describe('every kind of recording becomes the same picture', () => {
  let reference: { init: string; colours: number[] };
  beforeAll(async () => {
    const { init, video } = await prepared(await clip({ seconds: 1 }));
    reference = { init, colours: await colours(video) };
  });

  // Each waits for many short processes: three at a time take half as long as one after the other.
  it.concurrent.each(rows)('%s', async (name) => {
    const file = await RECORDINGS[name]();
    const expected = EXPECTED[name];
    const [width, height] = expected.size ?? [320, 180];
    const verdict = await accepted(file);
    const { source } = verdict;
    expect(`${source.videoCodec} ${source.audioCodec}`).toBe(expected.codecs);
    expect(source).toMatchObject({ width, height, transfer: 'sdr', ...expected.facts });
    expect(Math.abs(source.packetMs - (expected.lengthMs ?? 1000))).toBeLessThanOrEqual(25);
    expect(verdict.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(expected.findings ?? []));
    if (expected.frames === undefined) return;

    const { media, video, audio, init } = await prepared(file, verdict);
    expect(media.frames).toBe(expected.frames);
    expect(init).toBe(reference.init);
    const numbers = await frameNumbers(video);
    expect(numbers).toHaveLength(expected.frames);
    if (expected.number !== null) {
      const number = expected.number ?? ((i: number) => i);
      expect(numbers).toEqual(Array.from({ length: expected.frames }, (_, i) => number(i)));
    }
    if (expected.colours !== 'any') {
      const off = (await colours(video)).map((value, i) => Math.abs(value - (reference.colours[i] ?? 0)));
      expect(Math.max(...off)).toBeLessThanOrEqual(
        source.transfer === 'sdr' ? COLOUR_SLACK : HDR_COLOUR_SLACK,
      );
      expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThanOrEqual(MEAN_COLOUR_SLACK);
    }
    if (expected.tone !== undefined)
      expect(toneLevel(await samples(audio), expected.tone, 100, 500)).toBeGreaterThan(0.05);
  });

  it('high definition that does not name its colours has those that it would name', async () => {
    const hd = { matrix: 'bt709', width: 1280, height: 720, seconds: 0.2 } as const;
    const said = await prepared(await clip({ ...hd, tagged: true }));
    const unsaid = await prepared(await clip(hd));
    const expected = await colours(said.video);
    (await colours(unsaid.video)).forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThanOrEqual(2);
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
