import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type RateClass, type Storyboard, ticksToMs } from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import { joinTrack } from './join-track.ts';
import { stripJpeg } from './jpeg.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import type { WrittenTrack } from './tracks.ts';

export type MadeStoryboard = Omit<Storyboard, 'sheets'> & { sheets: { file: string; bytes: number }[] };

const TILE_WIDTH = 160;
const TILE_HEIGHT = 90;
const COLUMNS = 10;
const ROWS = 10;

/**
 * Small pictures of the whole length, from key pictures alone: a group of pictures is as long as the time
 * between two of them, and every segment begins with one.
 *
 * @param track the lowest rendition will do
 */
export async function makeStoryboard(
  track: WrittenTrack,
  rate: RateClass,
  outDir: string,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<MadeStoryboard> {
  const everyTicks = rate.gopFrames * rate.ticksPerFrame;
  const chosen = segmentsForTiles(track.segments, everyTicks);
  const tiles = chosen.length;
  const columns = Math.min(COLUMNS, tiles);
  const rows = Math.min(ROWS, Math.ceil(tiles / columns));
  const source = path.join(outDir, 'storyboard.source.mp4');
  const sheets: MadeStoryboard['sheets'] = [];
  try {
    await joinTrack([track.init.file, ...chosen], source);
    await runFfmpeg(storyboardRun(source, path.join(outDir, 'storyboard-%d.jpg'), { columns, rows }), {
      confinement: { read: [source], write: [outDir] },
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    });
  } finally {
    await rm(source, { force: true });
  }
  for (let index = 0; index < Math.ceil(tiles / (columns * rows)); index += 1) {
    const file = path.join(outDir, `storyboard-${index}.jpg`);
    await writeFile(file, stripJpeg(await readFile(file)));
    sheets.push({ file, bytes: (await stat(file)).size });
  }
  return {
    sheets,
    columns,
    rows,
    tileWidth: TILE_WIDTH,
    tileHeight: TILE_HEIGHT,
    everyMs: ticksToMs(everyTicks),
    tiles,
  };
}

/**
 * For each stretch of `everyTicks` the segment on show in its middle. A cut's segments may be shorter than
 * that, never longer, so that none is chosen twice.
 */
export function segmentsForTiles<T extends { startTicks: number; durationTicks: number }>(
  segments: readonly T[],
  everyTicks: number,
): T[] {
  const last = segments.at(-1);
  if (last === undefined) throw new RangeError('a storyboard needs a picture');
  const endTicks = last.startTicks + last.durationTicks;
  // Rounded down at a half: the middle of the last stretch lies before the end.
  const tiles = Math.max(1, Math.ceil(endTicks / everyTicks - 0.5));
  return Array.from({ length: tiles }, (_, tile) => {
    const middle = (tile + 0.5) * everyTicks;
    return segments.findLast((segment) => segment.startTicks <= middle) ?? last;
  });
}

export function storyboardRun(
  file: string,
  output: string,
  sheet: { columns: number; rows: number },
): FfmpegRun {
  return {
    inputs: [
      {
        options: ['-v', 'error', '-threads', '1', '-skip_frame', 'nokey', ...openTokens()],
        file: inputUrl(file),
      },
    ],
    graph:
      `[0:v:0]scale=${TILE_WIDTH}:${TILE_HEIGHT}:flags=area:out_range=pc,format=yuvj420p,setsar=1,` +
      `tile=${sheet.columns}x${sheet.rows}[sheet]`,
    outputs: [
      {
        options: [
          '-map',
          '[sheet]',
          '-map_metadata',
          '-1',
          '-fps_mode',
          'passthrough',
          '-c:v',
          'mjpeg',
          '-q:v',
          '5',
          '-flags:v',
          '+bitexact',
          '-fflags',
          '+bitexact',
          '-f',
          'image2',
          '-start_number',
          '0',
        ],
        file: output,
      },
    ],
  };
}
