import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inputUrl, openTokens } from './hostile-input.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import type { WrittenTrack } from './tracks.ts';

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
    await joinTrack(tracks.picture, picture);
    await joinTrack(tracks.sound, sound);
    await runFfmpeg(masterRun(picture, sound, file), {
      confinement: { read: [picture, sound], write: [outDir] },
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    });
  } finally {
    await rm(picture, { force: true });
    await rm(sound, { force: true });
  }
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return { file, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

/** A track as one file: its init, then every segment. */
async function joinTrack(track: WrittenTrack, file: string): Promise<void> {
  const parts = [track.init.file, ...track.segments.map((segment) => segment.file)];
  for (const part of parts) await pipeline(createReadStream(part), createWriteStream(file, { flags: 'a' }));
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
