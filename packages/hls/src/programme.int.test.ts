import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RATE_CLASSES } from '@rostrum/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentBaseTime } from './fmp4/base-time.ts';
import { findBoxes, viewOf } from './fmp4/boxes.ts';
import { mediaPlaylist, multivariant } from './playlist.ts';
import { servedBytes, serveSegment } from './serve-segment.ts';
import { encodeSet, run } from './testing/encode-set.ts';
import {
  findTrack,
  mediaSetTimeline,
  type PlacedTrack,
  type ProgrammeItem,
  programmeTimeline,
  type Timeline,
} from './timeline.ts';

const [, rate25, rate2997, rate30] = RATE_CLASSES;
/** 3.08 s and 3.1 s: neither is a whole number of AAC frames. */
const TAKES = [
  { id: 'a', rateClass: rate25, frames: 77 },
  { id: 'b', rateClass: rate30, frames: 93 },
  { id: 'c', rateClass: rate2997, frames: 64 },
  { id: 'd', rateClass: rate25, frames: 77 },
];

let dir: string;
let server: Server;
let base: string;
let items: ProgrammeItem[];
const timelines = new Map<string, Timeline>();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rostrum-hls-'));
  items = [];
  for (const { id, rateClass, frames } of TAKES) {
    const mediaSet = await encodeSet({ dir: join(dir, id), root: `${id}/`, rateClass, frames });
    items.push({ itemId: id, mediaSet });
  }
  timelines.set('programme', programmeTimeline(items));
  for (const { itemId, mediaSet } of items) timelines.set(itemId, mediaSetTimeline(itemId, mediaSet));
  server = createServer((request, response) => {
    serve(request.url ?? '', response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  base = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  if (dir) await rm(dir, { recursive: true, force: true });
});

/** `/<timeline>/main.m3u8`, `/<timeline>/<track>.m3u8`, `/<timeline>/<track>/<index>.m4s` and `…/init-<n>.mp4`. */
async function serve(url: string, response: ServerResponse): Promise<void> {
  const [, timelineName = '', trackName = '', file = ''] = url.split('/');
  const timeline = timelines.get(timelineName);
  const track = timeline && findTrack(timeline, trackName.replace('.m3u8', ''));
  if (timeline && trackName === 'main.m3u8') {
    response.end(multivariant({ timeline, uri: (t: PlacedTrack) => `${t.name}.m3u8` }));
  } else if (timeline && track && trackName.endsWith('.m3u8')) {
    const segmentUri = ({ index }: { index: number }) => `${track.name}/${index}.m4s`;
    const initUri = (_: unknown, at: number) => `${track.name}/init-${at}.mp4`;
    response.end(mediaPlaylist({ timeline, track, segmentUri, initUri }));
  } else if (track && file.startsWith('init-')) {
    const init = track.inits[Number.parseInt(file.slice(5), 10)];
    await pipeline(createReadStream(join(dir, init?.key ?? '')), response);
  } else {
    const segment = track?.segments[Number.parseInt(file, 10)];
    if (segment === undefined) {
      response.writeHead(404).end();
      return;
    }
    const bytes = servedBytes(segment);
    if (bytes !== null) response.setHeader('content-length', bytes);
    await pipeline(serveSegment(createReadStream(join(dir, segment.key)), segment), response);
  }
}

interface Packet {
  stream: string;
  pts: number;
  duration: number;
}

/** Packets (not decoded) in seconds, in file order. */
async function packets(input: string): Promise<Packet[]> {
  const entries = 'packet=codec_type,pts_time,duration_time';
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'csv=p=0', '-show_entries', entries, input]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [stream = '', pts, duration] = line.split(',');
      return { stream, pts: Number(pts), duration: Number(duration) };
    });
}

/** Decoded frames' times in seconds, and what decoding complained of. */
async function decode(input: string, stream: string): Promise<{ times: number[]; complaints: string }> {
  const show = ['-select_streams', stream, '-show_entries', 'frame=pts_time', '-of', 'csv=p=0'];
  const { stdout, stderr } = await run('ffprobe', ['-v', 'warning', ...show, input]);
  const times = stdout.split('\n').filter((line) => line !== '');
  return { times: times.map((line) => Number.parseFloat(line)), complaints: stderr };
}

/**
 * ffmpeg 5.1 adds the reorder delay to every picture's time when composition offsets are negative (browsers
 * do not), by the same two frames from start to end. So its times are compared with its own first picture;
 * what the files themselves say is checked from their boxes.
 */
const sinceFirst = (times: number[]) => times.map((time) => time - (times[0] ?? Number.NaN));

/** Instants at which picture turns white and at which sound begins, as a viewer would meet them. */
async function marks(input: string): Promise<{ flashes: number[]; beeps: number[] }> {
  const filter = [
    '[0:v:0]blackdetect=d=0.2:pic_th=0.9:pix_th=0.3[v]',
    '[0:a:0]silencedetect=n=-30dB:d=0.2[a]',
  ].join(';');
  const args = ['-nostdin', '-nostats', '-copyts', '-i', input, '-filter_complex', filter];
  const { stderr } = await run('ffmpeg', [...args, '-map', '[v]', '-map', '[a]', '-f', 'null', '-']);
  const all = (pattern: RegExp) => [...stderr.matchAll(pattern)].map(([, time]) => Number(time));
  return { flashes: all(/black_end:([\d.]+)/g), beeps: all(/silence_end: ([\d.]+)/g) };
}

/** The rows of a trun end in the composition offset; the first is what the first picture is shown by. */
function firstCompositionOffset(segment: Uint8Array): number {
  const [trun] = findBoxes(segment, 'moof/traf/trun');
  if (trun === undefined) throw new Error('no run');
  const view = viewOf(segment);
  const flags = view.getUint32(trun.body) & 0xffffff;
  if ((flags & 0x800) === 0) return 0;
  const row = trun.body + 12 + (flags & 0x4 ? 4 : 0);
  return view.getInt32(row + [0x100, 0x200, 0x400].filter((flag) => flags & flag).length * 4);
}

const wanted = () => {
  const starts = timelines.get('programme')?.items ?? [];
  return TAKES.flatMap(({ rateClass, frames }, at) =>
    Array.from(
      { length: frames },
      (_, n) => ((starts[at]?.startTicks ?? 0) + n * rateClass.ticksPerFrame) / 90_000,
    ),
  );
};

describe('a programme of takes at 25, 30 and 29.97 pictures a second', () => {
  it('needs one init per track and no discontinuity', () => {
    const timeline = timelines.get('programme');
    expect(timeline?.continuous).toBe(true);
    expect(timeline?.video.map(({ inits }) => inits.length)).toEqual([1]);
    expect(timeline?.audio.inits).toHaveLength(1);
    expect(timeline?.items.map(({ missingAudioFrames }) => missingAudioFrames)).toEqual([0, 0, 0, 0]);
    expect(timeline?.audio.segments.some(({ keepFrames }) => keepFrames !== null)).toBe(true);
  });

  it('decodes to every frame once, each at its time', async () => {
    const { times, complaints } = await decode(`${base}/programme/main.m3u8`, 'v:0');
    const meant = wanted();
    expect(times).toHaveLength(meant.length);
    const off = sinceFirst(times).map((time, at) => Math.abs(time - (meant[at] ?? Number.NaN)));
    expect(Math.max(...off)).toBeLessThan(0.0001);
    expect(complaints).toBe('');
  });

  it('has sound without a gap, an overlap or a surplus frame', async () => {
    const { audio, durationTicks } = timelines.get('programme') ?? programmeTimeline(items);
    const sound = (await packets(`${base}/programme/audio.m3u8`)).filter(({ stream }) => stream === 'audio');
    for (const [at, { pts }] of sound.entries()) expect(pts).toBeCloseTo((at * 1024) / 48_000, 5);
    const last = audio.segments.at(-1);
    expect(sound).toHaveLength(((last?.startTicks ?? 0) + (last?.durationTicks ?? 0)) / 1024);
    expect(Math.abs((sound.length * 1024) / 48_000 - durationTicks / 90_000)).toBeLessThanOrEqual(0.0107);
    const { complaints } = await decode(`${base}/programme/main.m3u8`, 'a:0');
    expect(complaints).toBe('');
  });

  it('copies into a correct MP4', async () => {
    const mp4 = join(dir, 'copy.mp4');
    const args = ['-v', 'warning', '-nostdin', '-y', '-i', `${base}/programme/main.m3u8`, '-c', 'copy', mp4];
    const { stderr } = await run('ffmpeg', args);
    expect(stderr).toBe('');
    const meant = wanted();
    const { times, complaints } = await decode(mp4, 'v:0');
    expect(complaints).toBe('');
    expect(times).toHaveLength(meant.length);
    const off = sinceFirst(times).map((time, at) => Math.abs(time - (meant[at] ?? Number.NaN)));
    expect(Math.max(...off)).toBeLessThan(0.0001);
    const probed = await run('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'format=duration',
      '-of',
      'csv=p=0',
      mp4,
    ]);
    const lengthS = (timelines.get('programme')?.durationTicks ?? 0) / 90_000;
    expect(Math.abs(Number(probed.stdout) - (times[0] ?? 0) - lengthS)).toBeLessThanOrEqual(1 / 25);
  });

  it('keeps sound and picture in step at every join', async () => {
    const input = `${base}/programme/main.m3u8`;
    const { flashes, beeps } = await marks(input);
    const [firstPicture = Number.NaN] = (await decode(input, 'v:0')).times;
    const joins = (timelines.get('programme')?.items ?? [])
      .slice(1)
      .map(({ startTicks }) => startTicks / 90_000);
    // Both detectors also report the end of the programme.
    expect([flashes.length, beeps.length]).toEqual([joins.length + 1, joins.length + 1]);
    for (const [at, join] of joins.entries()) {
      const flash = (flashes[at] ?? Number.NaN) - firstPicture;
      expect(Math.abs(flash - join)).toBeLessThan(0.001);
      expect(Math.abs((beeps[at] ?? Number.NaN) - flash)).toBeLessThan(0.04);
    }
  });

  it('shows the first picture of each take exactly at its start, by the boxes', async () => {
    const timeline = timelines.get('programme');
    const [track] = timeline?.video ?? [];
    for (const [at, item] of (timeline?.items ?? []).entries()) {
      const segment = track?.segments.find(({ itemIndex }) => itemIndex === at);
      const response = await fetch(`${base}/programme/240p/${segment?.index}.m4s`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(Number(segmentBaseTime(bytes)) + firstCompositionOffset(bytes)).toBe(item.startTicks);
    }
  });

  it('numbers its fragments in order and keeps their length in bytes', async () => {
    const [track] = timelines.get('programme')?.video ?? [];
    const numbers: number[] = [];
    for (const { index } of track?.segments ?? []) {
      const response = await fetch(`${base}/programme/240p/${index}.m4s`);
      const bytes = Buffer.from(await response.arrayBuffer());
      numbers.push(bytes.readUInt32BE(bytes.indexOf('mfhd') + 8));
      expect(bytes.length).toBe(track?.segments[index]?.bytes);
    }
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });
});

describe('one take by itself', () => {
  it.each(TAKES.slice(0, 2))('plays whole ($id)', async ({ id, frames }) => {
    const { times, complaints } = await decode(`${base}/${id}/main.m3u8`, 'v:0');
    expect(times).toHaveLength(frames);
    expect(complaints).toBe('');
  });
});
