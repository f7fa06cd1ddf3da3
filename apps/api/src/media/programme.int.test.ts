import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { WatchProgramme } from '@rostrum/contract';
import { AAC_FRAME, AUDIO_RATE, RATE_CLASSES, VIDEO_TIMESCALE } from '@rostrum/domain';
import { presentationProblems, readPresentation } from '@rostrum/hls';
import { type FreshDatabase, freshDatabase, requirePart } from '@rostrum/testkit';
import { type ClipSpec, markFrames } from '@rostrum/testkit/clips';
import { fewRenditions } from '@rostrum/testkit/few-renditions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_KINDS, publishTakes } from '../testing/programme-of-all-kinds.ts';
import {
  type Decoded,
  decoded,
  ffmpeg,
  flashes,
  numberIn,
  onsets,
  overHttp,
} from '../testing/read-programme.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

const run = promisify(execFile);
const [, , NTSC] = RATE_CLASSES;
const MOST_APART_MS = 40;
const BUILD_TIMEOUT_MS = 300_000;

interface Expected {
  clip: ClipSpec;
  /** Ticks of the programme at which each of its pictures is shown, and the number that is drawn in it. */
  pictures: { ticks: number; number: number }[];
  /** Seconds at which it flashes and beeps. */
  marksS: number[];
}

/** From the clips alone: 60 a second become 30, every other picture. */
function expectedOf(clips: readonly ClipSpec[]): { items: Expected[]; ticks: number } {
  let ticks = 0;
  const items = clips.map((clip): Expected => {
    const { fps = 25, seconds = 2 } = clip;
    const every = fps === 60 ? 2 : 1;
    const rate =
      typeof fps === 'string' ? NTSC : RATE_CLASSES.find(({ num, den }) => num / den === fps / every);
    if (rate === undefined) throw new RangeError('a clip of no rate class');
    const start = ticks;
    const frames = Math.round((seconds * rate.num) / rate.den);
    const at = (frame: number) => start + frame * rate.ticksPerFrame;
    ticks = at(frames);
    return {
      clip,
      pictures: Array.from({ length: frames }, (_, frame) => ({ ticks: at(frame), number: frame * every })),
      marksS: markFrames(clip).map((frame) => at(Math.ceil(frame / every)) / VIDEO_TIMESCALE),
    };
  });
  return { items, ticks };
}

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('a programme of all kinds', () => {
  const expected = expectedOf(ALL_KINDS);
  const pictures = expected.items.flatMap(({ clip, pictures: own }) => own.map((one) => ({ clip, ...one })));
  const audioFrames = Math.round((expected.ticks * AUDIO_RATE) / VIDEO_TIMESCALE / AAC_FRAME);
  let database: FreshDatabase;
  let api: TestApi;
  let dir: string;
  let address: string;
  let lengthMs: number;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'rostrum-programme-'));
    database = await freshDatabase();
    api = await startTestApi({ databaseUrl: database.url });
    const place = await api.session();
    const { media } = api.parts;
    const two = fewRenditions(media);
    // One take has the whole ladder: the programme has to leave out what the others lack.
    await publishTakes(api, place, ALL_KINDS, (at) => (at === 0 ? media : two));
    const delegate = await api.delegate(place);
    const watched = WatchProgramme.parse(
      await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
    );
    address = `${api.origin}${watched.playlistUrl}`;
    lengthMs = watched.revision.lengthMs;
  }, BUILD_TIMEOUT_MS);
  afterAll(async () => {
    await api?.close();
    await database?.drop();
    if (dir) await rm(dir, { recursive: true, force: true });
  });

  /** Every picture once, each at its time, the sound whole and in step. */
  function expectWhole(read: Decoded, name: string): void {
    expect(read.complaints).toBe('');
    const seen = read.pictures.map((picture, at) => numberIn(picture, pictures[at]?.clip ?? {}));
    expect(seen).toEqual(pictures.map(({ number }) => number));
    const off = read.pictures.map(({ timeS }, at) => timeS - (pictures[at]?.ticks ?? 0) / VIDEO_TIMESCALE);
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.0001);

    expect(read.soundStartS).toBe(0);
    expect(read.sound.length).toBe(audioFrames * AAC_FRAME);
    const marks = expected.items.flatMap(({ marksS }) => marksS);
    const lit = read.pictures.filter((one, at) => flashes(one) && !flashes(read.pictures[at - 1] ?? one));
    const flashed = lit.map(({ timeS }) => timeS);
    expect(flashed.map((timeS, at) => Math.abs(timeS - (marks[at] ?? 0)) < 0.001)).toEqual(
      marks.map(() => true),
    );
    const heard = onsets(read.sound);
    const apartMs = flashed.map((timeS) => {
      const nearest = heard.map((onset) => (onset - timeS) * 1000);
      return nearest.reduce(
        (least, ms) => (Math.abs(ms) < Math.abs(least) ? ms : least),
        Number.POSITIVE_INFINITY,
      );
    });
    const of = (edge: number) => apartMs.filter((_, at) => at % 2 === edge).map((ms) => ms.toFixed(0));
    console.log(`${name}: sound after picture, ms, near starts ${of(0)}; near ends ${of(1)}`);
    expect(Math.max(...apartMs.map(Math.abs))).toBeLessThanOrEqual(MOST_APART_MS);
    expect(heard).toHaveLength(marks.length);
  }

  it('is decoded from its address: every picture once, sound in step at each of eleven items', async () => {
    expect(Math.abs(lengthMs - (expected.ticks * 1000) / VIDEO_TIMESCALE)).toBeLessThanOrEqual(1);
    expectWhole(await decoded(address, dir), 'streamed');
  });

  it('copies into a correct MP4', async () => {
    const file = path.join(dir, 'copy.mp4');
    expect(await ffmpeg(['-v', 'warning', '-i', address, '-c', 'copy', file])).toBe('');
    expectWhole(await decoded(file, dir), 'copied');
    const show = ['-show_entries', 'packet=stream_index,dts,duration:format=duration', '-of', 'json'];
    const { stdout } = await run('ffprobe', ['-v', 'error', ...show, file], { maxBuffer: 16 << 20 });
    const {
      packets,
      format,
    }: { packets: { stream_index: number; dts: number; duration: number }[]; format: { duration: string } } =
      JSON.parse(stdout);
    for (const index of [0, 1]) {
      const own = packets.filter((packet) => packet.stream_index === index);
      for (const [at, { dts, duration }] of own.entries()) {
        expect(dts + duration).toBe(own[at + 1]?.dts ?? dts + duration);
        expect(duration).toBeGreaterThan(0);
      }
    }
    expect(Math.abs(Number(format.duration) - expected.ticks / VIDEO_TIMESCALE)).toBeLessThan(0.025);
  });

  it('breaks no rule, in no playlist and no file that is served', async () => {
    const presentation = await readPresentation(address, overHttp);
    expect(presentationProblems(presentation)).toEqual([]);
    const { variants } = presentation;
    expect(variants.map(({ track }) => track.name)).toEqual(['360p', '240p']);
    expect(variants.map(({ track }) => track.inits.length)).toEqual([1, 1]);
    expect(variants.map(({ track }) => track.segments.some(({ listed }) => listed.discontinuity))).toEqual([
      false,
      false,
    ]);
  });
});
