import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inputUrl, openTokens } from './hostile-input.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import type { WrittenTrack } from './tracks.ts';

/** So many key pictures from the whole length stand for election. */
const CANDIDATES = 12;

export function posterRun(file: string, output: string, candidates: number): FfmpegRun {
  return {
    inputs: [{ options: ['-v', 'error', '-skip_frame', 'nokey', ...openTokens()], file: inputUrl(file) }],
    graph: `[0:v:0]thumbnail=n=${Math.max(2, candidates)},scale=out_range=pc,format=yuvj420p[poster]`,
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
          '3',
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

/**
 * The most typical of a dozen key pictures spread over the length, never the first second alone: a first
 * picture is often a hand in front of the lens.
 */
export async function makePoster(
  track: WrittenTrack,
  outDir: string,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<string> {
  const { segments } = track;
  const usable = segments.length > 2 ? segments.slice(1) : segments;
  const count = Math.min(CANDIDATES, usable.length);
  const chosen = Array.from({ length: count }, (_, i) => usable[Math.floor((i * usable.length) / count)]);
  const source = path.join(outDir, 'poster.source.mp4');
  const file = path.join(outDir, 'poster.jpg');
  try {
    const parts = [
      track.init.file,
      ...chosen.flatMap((segment) => (segment === undefined ? [] : [segment.file])),
    ];
    await writeFile(source, Buffer.concat(await Promise.all(parts.map((part) => readFile(part)))));
    await runFfmpeg(posterRun(source, file, count), {
      confinement: { read: [source], write: [outDir] },
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    });
    await writeFile(file, stripJpeg(await readFile(file)));
    return file;
  } finally {
    await rm(source, { force: true });
  }
}

/** Drops every application segment but JFIF's, and every comment (ITU-T T.81, annex B). */
export function stripJpeg(jpeg: Buffer): Buffer {
  const SCAN = 0xda;
  const COMMENT = 0xfe;
  if (jpeg.readUInt16BE(0) !== 0xffd8) throw new RangeError('not a JPEG');
  const kept: Buffer[] = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= jpeg.length) {
    const marker = jpeg.readUInt8(at + 1);
    if (jpeg.readUInt8(at) !== 0xff) throw new RangeError('damaged JPEG');
    if (marker === SCAN) break;
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    const application = marker >= 0xe1 && marker <= 0xef;
    if (!application && marker !== COMMENT) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  kept.push(jpeg.subarray(at));
  return Buffer.concat(kept);
}
