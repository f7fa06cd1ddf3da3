import { execFile } from 'node:child_process';
import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeBox, withBody } from './boxes.ts';
import { clip } from './clip.ts';

const run = promisify(execFile);

export const HOSTILE = [
  'empty',
  'text',
  'jpeg',
  'gif',
  'hls_playlist',
  'ffconcat',
  'dash',
  'sdp',
  'reference_movie',
  'truncated_index_first',
  'truncated_index_last',
  'truncated_webm',
  'truncated_live',
  'no_sound',
  'giant_picture',
  'thousand_per_second',
  'six_hours',
  'many_streams',
  'encrypted',
  'noise',
] as const;
export type Hostile = (typeof HOSTILE)[number];

/** Writes one hostile file, always named like an honest video, into `dir`; `victim` is another upload's path. */
export async function hostile(kind: Hostile, dir: string, victim: string): Promise<string> {
  const file = path.join(dir, `${kind}.mp4`);
  switch (kind) {
    case 'empty':
      await writeFile(file, '');
      return file;
    case 'text':
      await writeFile(file, 'Madam President, thank you for the floor.\n'.repeat(200));
      return file;
    case 'noise':
      await writeFile(file, noise(300_000));
      return file;
    case 'hls_playlist':
      await writeFile(file, `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${victim}\n#EXT-X-ENDLIST\n`);
      return file;
    case 'ffconcat':
      await writeFile(file, `ffconcat version 1.0\nfile '${victim}'\n`);
      return file;
    case 'dash':
      await writeFile(
        file,
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>${victim}</BaseURL></Period></MPD>`,
      );
      return file;
    case 'sdp':
      await writeFile(
        file,
        'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 5004 RTP/AVP 96\r\n',
      );
      return file;
    case 'jpeg':
      await make(file, [
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=320x180:d=0.1',
        '-frames:v',
        '1',
        '-f',
        'image2',
        '-update',
        '1',
        '-c:v',
        'mjpeg',
      ]);
      return file;
    case 'gif':
      await make(file, ['-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=10:d=1', '-f', 'gif']);
      return file;
    case 'reference_movie':
      await copyOf(await clip({ seconds: 1 }), file);
      await namesAnother(file, victim);
      return file;
    case 'truncated_index_first':
      await copyOf(await clip({ seconds: 4, indexFirst: true }), file);
      return cutOff(file, 0.6);
    case 'truncated_index_last':
      await copyOf(await clip({ seconds: 4 }), file);
      return cutOff(file, 0.6);
    case 'truncated_webm':
      await copyOf(await clip({ seconds: 4, container: 'webm' }), file);
      return cutOff(file, 0.6);
    case 'truncated_live':
      await copyOf(await clip({ seconds: 4, live: true }), file);
      return cutOff(file, 0.6);
    case 'no_sound':
      await copyOf(await clip({ seconds: 1, sound: 'none' }), file);
      return file;
    case 'giant_picture':
      await make(file, [
        '-f',
        'lavfi',
        '-i',
        'color=s=8192x8192:r=1:d=1',
        '-f',
        'lavfi',
        '-i',
        'anullsrc=d=1',
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-shortest',
        '-f',
        'mp4',
      ]);
      return file;
    case 'thousand_per_second':
      await make(file, [
        '-f',
        'lavfi',
        '-i',
        'color=s=64x36:r=1000:d=2',
        '-f',
        'lavfi',
        '-i',
        'anullsrc=d=2',
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-f',
        'mp4',
      ]);
      return file;
    case 'six_hours':
      await make(file, [
        '-f',
        'lavfi',
        '-i',
        'color=s=64x36:r=1/20:d=21600',
        '-f',
        'lavfi',
        '-i',
        'anullsrc=d=1',
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-f',
        'mp4',
      ]);
      return file;
    case 'encrypted':
      await make(file, [
        '-i',
        await clip({ seconds: 1 }),
        '-c',
        'copy',
        '-encryption_scheme',
        'cenc-aes-ctr',
        '-encryption_key',
        '76a6c65c5ea762046bd749a2e632ccbb',
        '-encryption_kid',
        'a7e61c373e219033c21091fa607bf3b8',
        '-f',
        'mp4',
      ]);
      return file;
    case 'many_streams':
      await make(file, [
        '-f',
        'lavfi',
        '-i',
        'color=s=64x36:d=0.2',
        '-f',
        'lavfi',
        '-i',
        'anullsrc=d=0.2',
        '-map',
        '0:v',
        ...Array.from({ length: 24 }, () => ['-map', '1:a']).flat(),
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-f',
        'mp4',
      ]);
      return file;
  }
}

async function make(file: string, tokens: string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...tokens, file], {
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
}

async function copyOf(source: string, file: string): Promise<void> {
  await writeFile(file, await readFile(source));
}

async function cutOff(file: string, share: number): Promise<string> {
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  await handle.close();
  await truncate(file, Math.floor(size * share));
  return file;
}

/** Makes the first data reference one to another file: without the flag "in this same file", and with its name. */
async function namesAnother(file: string, other: string): Promise<void> {
  const name = Buffer.from(`\0\0\0\0${other}\0`, 'latin1');
  const body = Buffer.concat([Buffer.from('0000000000000001', 'hex'), makeBox('url ', name)]);
  await writeFile(file, withBody(await readFile(file), 'moov/trak:0/mdia/minf/dinf/dref', body));
}

/** The same bytes for the same seed (xorshift32). */
export function noise(length: number, seed = 2_463_534_242): Buffer {
  const out = Buffer.alloc(length);
  let state = seed >>> 0;
  for (let i = 0; i < length; i += 1) {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    out[i] = state & 0xff;
  }
  return out;
}
