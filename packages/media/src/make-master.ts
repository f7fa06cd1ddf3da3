import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { blankIndex } from './blank-index.ts';
import { inputUrl, openTokens } from './hostile-input.ts';
import { joinTrack } from './join-track.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import type { WrittenSegment, WrittenTrack } from './tracks.ts';

export interface Master {
  file: string;
  bytes: number;
  sha256: string;
}

/** Picture and sound of a set as one MP4 that any player takes, its index first. Nothing is encoded again. */
export async function makeMaster(
  tracks: { picture: WrittenTrack; sound: WrittenTrack },
  outDir: string,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Master> {
  const picture = path.join(outDir, 'master.picture.mp4');
  const sound = path.join(outDir, 'master.sound.mp4');
  const file = path.join(outDir, 'master.mp4');
  try {
    await joinTrack(partsOf(tracks.picture), picture);
    await joinTrack(partsOf(tracks.sound), sound);
    await runFfmpeg(masterRun(picture, sound, file), {
      confinement: { read: [picture, sound], write: [outDir] },
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    });
    await blankIndex(file);
  } finally {
    await rm(picture, { force: true });
    await rm(sound, { force: true });
  }
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return { file, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

function partsOf(track: WrittenTrack): (string | WrittenSegment)[] {
  return [track.init.file, ...track.segments];
}

export function masterRun(videoFile: string, audioFile: string, output: string): FfmpegRun {
  const open = ['-v', 'error', ...openTokens()];
  return {
    inputs: [
      { options: open, file: inputUrl(videoFile) },
      { options: open, file: inputUrl(audioFile) },
    ],
    outputs: [
      {
        options: [
          '-map',
          '0:v:0',
          '-map',
          '1:a:0',
          '-c',
          'copy',
          '-map_metadata',
          '-1',
          '-map_chapters',
          '-1',
          '-fflags',
          '+bitexact',
          '-movflags',
          '+faststart',
          '-f',
          'mp4',
        ],
        file: output,
      },
    ],
  };
}
