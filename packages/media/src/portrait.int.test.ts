import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { walkObject, wordsIn } from '@rostrum/testkit/walk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePortrait } from './portrait.ts';

const run = promisify(execFile);
let dir = '';
let upright = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-portrait-'));
  upright = path.join(dir, 'picture.jpg');
  // Red above, blue below, and green on the left of both.
  const boxes = 'drawbox=c=blue:y=ih/2:t=fill,drawbox=c=lime:w=iw/4:t=fill';
  await ffmpeg('-f', 'lavfi', '-i', `color=red:s=200x200:d=0.04,${boxes}`, '-frames:v', '1', upright);
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function ffmpeg(...tokens: string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...tokens], { timeout: 60_000 });
}

async function as(name: string, ...tokens: string[]): Promise<string> {
  const file = path.join(dir, name);
  await ffmpeg('-i', upright, ...tokens, file);
  return file;
}

/** With an EXIF of its own: how it is turned, and by whose camera it was made. */
async function turned(name: string, orientation: number, ...tokens: string[]): Promise<string> {
  const jpeg = await readFile(await as(name, ...tokens));
  const tiff = Buffer.alloc(8 + 2 + 24 + 4 + 8);
  tiff.write('MM\0*\0\0\0\x08\0\x02', 0, 'latin1');
  tiff.write(`\x01\x0f\0\x02\0\0\0\x08\0\0\0\x26`, 10, 'latin1');
  tiff.write(`\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0`, 22, 'latin1');
  tiff.write('QZXmake\0', 38, 'latin1');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const file = path.join(dir, `turned-${name}`);
  const app1 = Buffer.concat([Buffer.from([0xff, 0xe1]), length, exif]);
  await writeFile(file, Buffer.concat([jpeg.subarray(0, 2), app1, jpeg.subarray(2)]));
  return file;
}

async function made(file: string): Promise<Buffer | null> {
  const portrait = await makePortrait({ file, outDir: await mkdtemp(path.join(dir, 'out-')) });
  return portrait === null ? null : Buffer.from(portrait);
}

/** Red, green or blue: of the top left, the top right, the bottom left and the bottom right. */
async function corners(jpeg: Buffer): Promise<string> {
  const file = path.join(dir, 'look.jpg');
  await writeFile(file, jpeg);
  const tokens = [
    '-v',
    'error',
    '-i',
    file,
    '-vf',
    'scale=8:8:flags=area,format=rgb24',
    '-f',
    'rawvideo',
    '-',
  ];
  const { stdout } = await run('ffmpeg', tokens, { encoding: 'buffer' });
  const at = (x: number, y: number) => {
    const pixel = [...stdout.subarray((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)];
    return 'rgb'[pixel.indexOf(Math.max(...pixel))] ?? '?';
  };
  return at(0, 1) + at(6, 1) + at(0, 6) + at(6, 6);
}

it.each([
  ['JPEG', () => as('a.jpg')],
  ['PNG', () => as('a.png')],
  ['WebP', () => as('a.webp', '-c:v', 'libwebp')],
  // Stored on its side, as phones do, with the way back in the EXIF.
  ['a phone’s JPEG', () => turned('side.jpg', 6, '-vf', 'transpose=cclock')],
])('%s becomes a square, upright, that tells nothing', async (_, make) => {
  const jpeg = await made(await make());
  if (jpeg === null) throw new Error('no portrait');
  expect(await corners(jpeg)).toBe('grgb');
  expect([...walkObject('poster.jpg', jpeg), ...wordsIn(jpeg, ['QZX', 'Lavc', 'Exif'])]).toEqual([]);
});

it('is the middle of a wide picture, and no larger than it is shown', async () => {
  const jpeg = await made(await as('wide.png', '-vf', 'scale=2000:1000'));
  const size = ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', [...size, await written(jpeg)]);
  expect(stdout.trim()).toBe('640,640');
});

async function written(jpeg: Buffer | null): Promise<string> {
  const file = path.join(dir, 'written.jpg');
  await writeFile(file, jpeg ?? '');
  return file;
}

it.each([
  ['text', async () => Buffer.from('no picture at all, but long enough')],
  ['the head of a JPEG', async () => Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')],
  [
    'SVG',
    async () =>
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
  ],
  ['a playlist', async () => Buffer.from('#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\n')],
])('%s is none', async (name, make) => {
  const file = path.join(dir, `bad-${name.replaceAll(' ', '-')}`);
  await writeFile(file, await make());
  expect(await made(file)).toBeNull();
});
