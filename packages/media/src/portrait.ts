import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type PortraitKind, portraitKind } from '@rostrum/domain';
import { exifOrientation, type Orientation, UPRIGHT } from './exif-orientation.ts';
import { inputUrl } from './hostile-input.ts';
import { stripJpeg } from './jpeg.ts';
import { MediaProcessError } from './media-error.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';

export interface MakePortrait {
  /** Absolute path of a picture as it was sent. Its name says nothing. */
  file: string;
  /** An existing folder of this attempt's own. */
  outDir: string;
  signal?: AbortSignal | undefined;
}

/** By its first bytes alone: no demuxer is let guess, and no other is let in. */
const DEMUXERS: Record<PortraitKind, string> = { jpeg: 'jpeg_pipe', png: 'png_pipe', webp: 'webp_pipe' };
const SIDE = 640;
const MOST_PIXELS = 8192 * 8192;
const TIMEOUT_MS = 30_000;
const MEMORY_BYTES = 2 * 1024 ** 3;

/**
 * A square JPEG of 640 by 640, upright as its EXIF says, of the first picture alone, with nothing beside its
 * pixels. Null where the picture is of another kind, or cannot be read.
 */
export async function makePortrait({ file, outDir, signal }: MakePortrait): Promise<Uint8Array | null> {
  const sent = await readFile(file);
  const kind = portraitKind(sent);
  if (kind === null) return null;
  const orientation = exifOrientation(sent, kind);
  const output = path.join(outDir, 'portrait.jpg');
  try {
    await runFfmpeg(portraitRun(file, { kind, orientation }, output), {
      confinement: { read: [file], write: [outDir], memoryBytes: MEMORY_BYTES },
      timeoutMs: TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    if (error instanceof MediaProcessError && error.ran) return null;
    throw error;
  }
  const made = await readFile(output).catch(() => null);
  return made === null || made.length === 0 ? null : stripJpeg(made);
}

export function portraitRun(
  file: string,
  { kind, orientation }: { kind: PortraitKind; orientation: Orientation },
  output: string,
): FfmpegRun {
  const demuxer = DEMUXERS[kind];
  const only = ['-protocol_whitelist', 'file', '-format_whitelist', demuxer, '-f', demuxer];
  const square = [
    ...UPRIGHT[orientation],
    // A face is nearer to the top than to the middle of an upright picture.
    "crop=w='min(iw,ih)':h='min(iw,ih)':x=(iw-ow)/2:y='(ih-oh)/3'",
    `scale=w=${SIDE}:h=${SIDE}:flags=area`,
    'setsar=1',
    'format=rgba',
  ];
  // What one can see through is laid on the card's paper.
  const graph =
    `[0:v]${square.join(',')}[picture];color=c=0xf8fafc:s=${SIDE}x${SIDE},format=gbrp[paper];` +
    '[paper][picture]overlay=format=gbrp,scale=out_range=pc,format=yuvj420p[portrait]';
  return {
    inputs: [
      {
        options: [
          '-v',
          'error',
          '-noautorotate',
          '-threads',
          '1',
          ...only,
          '-max_pixels',
          String(MOST_PIXELS),
        ],
        file: inputUrl(file),
      },
    ],
    graph,
    outputs: [
      {
        options: [
          ...['-map', '[portrait]', '-map_metadata', '-1', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3'],
          ...['-flags:v', '+bitexact', '-fflags', '+bitexact', '-f', 'image2', '-update', '1'],
        ],
        file: output,
      },
    ],
  };
}
