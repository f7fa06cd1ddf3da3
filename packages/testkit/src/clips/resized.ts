import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A transport stream whose picture has another size in every second, as a browser's recording does. */
export async function resized(dir: string, sizes: readonly string[]): Promise<string> {
  const parts: Buffer[] = [];
  for (const size of sizes) {
    const raw = path.join(dir, `${size}.h264`);
    await run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-y',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=${size}:r=25:d=1`,
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-bf',
      '0',
      '-pix_fmt',
      'yuv420p',
      raw,
    ]);
    parts.push(await readFile(raw));
    await rm(raw);
  }
  const both = path.join(dir, 'both.h264');
  await writeFile(both, Buffer.concat(parts));
  const file = path.join(dir, 'resized.ts');
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-r',
    '25',
    '-f',
    'h264',
    '-i',
    both,
    '-f',
    'lavfi',
    '-i',
    `sine=f=440:r=48000:d=${sizes.length}`,
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-c:v',
    'copy',
    '-c:a',
    'aac',
    '-f',
    'mpegts',
    file,
  ]);
  await rm(both);
  return file;
}
