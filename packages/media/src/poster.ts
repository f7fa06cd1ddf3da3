import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { VIDEO_TIMESCALE } from '@rostrum/domain';
import { type Candidate, choosePicture } from './choose-picture.ts';
import { inputUrl, openTokens } from './hostile-input.ts';
import { joinTrack } from './join-track.ts';
import { stripJpeg } from './jpeg.ts';
import { runTool } from './run-tool.ts';
import { type FfmpegRun, runFfmpeg, runTokens } from './runner.ts';
import type { WrittenSegment, WrittenTrack } from './tracks.ts';

/** So many pictures from the whole length stand for election. */
const CANDIDATES = 16;
/** So many segments' key pictures are choice enough: the chosen one is decoded alone, not all that lead to it. */
const ENOUGH_KEYS = 8;
const SMALL_WIDTH = 320;
const SMALL_HEIGHT = 180;
/** A picture to look at until the first frame is there: on a slow line it must not stand in that one's way. */
const MOST = 720;
const WITHIN = `scale='min(${MOST},iw)':'min(${MOST},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;

export interface PosterWork {
  rate: { ticksPerFrame: number };
  outDir: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Chosen on the lowest rendition, made from the highest. Sets of many segments stand with a key picture of some of
 * them each; of short ones every so many pictures are looked at.
 */
export async function makePoster(
  tracks: { highest: WrittenTrack; lowest: WrittenTrack },
  work: PosterWork,
): Promise<string> {
  const { atTicks, candidates } = await posterCandidates(tracks.lowest, work);
  const chosen = atTicks[choosePicture(candidates)] ?? 0;
  return await makePosterAt(tracks.highest, (chosen * 1000) / VIDEO_TIMESCALE, work);
}

/** The picture on show at a moment of the set. */
export async function makePosterAt(
  track: {
    init: { file: string };
    segments: readonly Pick<WrittenSegment, 'file' | 'startTicks' | 'durationTicks'>[];
  },
  atMs: number,
  work: PosterWork,
): Promise<string> {
  const { ticksPerFrame } = work.rate;
  // Moments are told in whole milliseconds or cut off below: half a millisecond does not make another picture.
  const atFrame = Math.floor(((atMs + 0.5) * VIDEO_TIMESCALE) / 1000 / ticksPerFrame);
  const segment =
    track.segments.findLast(({ startTicks }) => startTicks <= atFrame * ticksPerFrame) ?? track.segments[0];
  if (segment === undefined) throw new RangeError('a poster needs a picture');
  const frames = Math.round(segment.durationTicks / ticksPerFrame);
  const frame = Math.min(frames - 1, Math.max(0, atFrame - Math.round(segment.startTicks / ticksPerFrame)));
  const source = path.join(work.outDir, 'poster.source.mp4');
  const file = path.join(work.outDir, 'poster.jpg');
  try {
    await joinTrack([track.init.file, segment], source);
    await runFfmpeg(posterRun(source, file, frame), {
      confinement: { read: [source], write: [work.outDir] },
      timeoutMs: work.timeoutMs,
      signal: work.signal,
    });
  } finally {
    await rm(source, { force: true });
  }
  await writeFile(file, stripJpeg(await readFile(file)));
  return file;
}

async function posterCandidates(
  track: WrittenTrack,
  work: PosterWork,
): Promise<{ atTicks: number[]; candidates: Candidate[] }> {
  const { segments } = track;
  const last = segments.at(-1);
  if (last === undefined) throw new RangeError('a poster needs a picture');
  const endTicks = last.startTicks + last.durationTicks;
  const { chosen, atTicks, every } = electorate(segments, work.rate.ticksPerFrame);
  const source = path.join(work.outDir, 'candidates.source.mp4');
  const size = SMALL_WIDTH * SMALL_HEIGHT;
  try {
    await joinTrack([track.init.file, ...chosen], source);
    const raw = await runTool('ffmpeg', runTokens(candidatesRun(source, every)), {
      confinement: { read: [source], write: [] },
      timeoutMs: work.timeoutMs,
      signal: work.signal,
      maxBytes: 2 * (atTicks.length + 1) * size,
    });
    if (raw.length !== atTicks.length * size)
      throw new RangeError(`${raw.length / size} pictures to choose from, not ${atTicks.length}`);
    const candidates = atTicks.map((at, index) => ({
      luma: raw.subarray(index * size, (index + 1) * size),
      width: SMALL_WIDTH,
      height: SMALL_HEIGHT,
      at: at / endTicks,
    }));
    return { atTicks, candidates };
  } finally {
    await rm(source, { force: true });
  }
}

/** @returns `every`: 0 for the key pictures of the chosen segments, else each so many-th of all their pictures */
export function electorate(
  segments: readonly WrittenSegment[],
  ticksPerFrame: number,
): { chosen: WrittenSegment[]; atTicks: number[]; every: number } {
  // The first begins with the hand at the camera.
  const usable = segments.slice(1);
  if (usable.length >= ENOUGH_KEYS) {
    const places = Math.min(CANDIDATES, usable.length);
    const chosen = Array.from(
      { length: places },
      (_, i) => usable[Math.floor((i * usable.length) / places)],
    ).filter((segment) => segment !== undefined);
    return { chosen, atTicks: chosen.map(({ startTicks }) => startTicks), every: 0 };
  }
  const ticks = segments.reduce((sum, { durationTicks }) => sum + durationTicks, 0);
  const frames = Math.round(ticks / ticksPerFrame);
  const every = Math.max(1, Math.ceil(frames / CANDIDATES));
  const atTicks = Array.from({ length: Math.ceil(frames / every) }, (_, i) => i * every * ticksPerFrame);
  return { chosen: [...segments], atTicks, every };
}

export function candidatesRun(file: string, every: number): FfmpegRun {
  const keysOnly = every === 0 ? ['-skip_frame', 'nokey'] : [];
  const select = every > 1 ? `select='not(mod(n\\,${every}))',` : '';
  return {
    inputs: [
      {
        options: ['-nostdin', '-v', 'error', '-threads', '1', ...keysOnly, ...openTokens()],
        file: inputUrl(file),
      },
    ],
    graph: `[0:v:0]${select}scale=${SMALL_WIDTH}:${SMALL_HEIGHT}:flags=area,format=gray[small]`,
    outputs: [{ options: ['-map', '[small]', '-fps_mode', 'passthrough', '-f', 'rawvideo'], file: 'pipe:1' }],
  };
}

export function posterRun(file: string, output: string, frame: number): FfmpegRun {
  return {
    inputs: [{ options: ['-v', 'error', ...openTokens()], file: inputUrl(file) }],
    graph: `[0:v:0]trim=start_frame=${frame}:end_frame=${frame + 1},${WITHIN}:out_range=pc,format=yuvj420p[poster]`,
    outputs: [
      {
        options: [
          '-map',
          '[poster]',
          '-map_metadata',
          '-1',
          '-frames:v',
          '1',
          '-c:v',
          'mjpeg',
          '-q:v',
          '6',
          '-flags:v',
          '+bitexact',
          '-fflags',
          '+bitexact',
          '-f',
          'image2',
          '-update',
          '1',
        ],
        file: output,
      },
    ],
  };
}
