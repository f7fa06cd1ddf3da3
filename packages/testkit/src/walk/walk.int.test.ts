import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { aacInit } from '@rostrum/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clip } from '../clips/clip.ts';
import { walkSound } from './aac.ts';
import { CANARIES, telling } from './telling.ts';
import { walkPlaylist, walkVtt } from './texts.ts';
import { shiftedWordsIn, type Told, wordsIn } from './told.ts';
import { walkObject } from './walk-object.ts';

const run = promisify(execFile);
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-walk-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const ffmpeg = (...tokens: string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...tokens]);
const toldBy = (told: readonly Told[]) => told.map(({ where, what }) => `${where}: ${what}`).join('\n');

function heard(walk: (tell: (where: string, what: string) => void) => void): string {
  const told: Told[] = [];
  walk((where, what) => told.push({ where, what }));
  return toldBy(told);
}

describe('what a walk must not miss', () => {
  it('in a movie: user data, dates, names, chapters, padding, units beside the pictures', async () => {
    const text = toldBy(walkObject('a/master.mp4', await readFile(await telling('items'))));
    const parts = [
      'moov/udta: a box that may not be there',
      'moov/mvhd: a date',
      'moov/trak/tkhd: a date',
      'moov/trak/mdia/mdhd: a date',
      'moov/trak/mdia/hdlr: a name',
      'moov/trak/mdia/hdlr: a track of kind text',
      'uuid: a box that may not be there',
      'free: contents',
      'skip: a box that may not be there',
      'stsd/avc1: a name, a maker or a version',
      ': supplemental information',
    ];
    expect(parts.filter((part) => !text.includes(part))).toEqual([]);
  });

  it("an encoder's name in its sound, at whatever bit it stands", async () => {
    const signed = path.join(dir, 'signed.m4a');
    const source = await clip({ seconds: 1, sound: 'speech', channels: 2, width: 64, height: 36 });
    await ffmpeg('-i', source, '-vn', '-c:a', 'aac', '-ac', '2', '-f', 'mp4', signed);
    expect(toldBy(walkObject('a/master.mp4', await readFile(signed)))).toMatch(/Lavc|a fill element first/);
    const bits = BigInt(`0x${Buffer.from('..Lavc..').toString('hex')}`) << 3n;
    expect(shiftedWordsIn(Buffer.from(`0${bits.toString(16)}`, 'hex'), ['Lavc'])).toEqual(['Lavc']);
    expect(heard((tell) => walkSound(Buffer.from([0x20, 0x12, 0x0e, 0x41]), 'frame', tell))).toContain(
      'bytes after the end mark',
    );
  });

  it('in a picture: Exif, a comment, and what follows its end', async () => {
    const plain = path.join(dir, 'plain.jpg');
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=c=blue:s=64x64:d=1',
      '-frames:v',
      '1',
      '-flags',
      '+bitexact',
      plain,
    );
    const picture = await readFile(plain);
    expect(walkObject('a/poster.jpg', picture)).toEqual([]);
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 0x51, 0x5a, 0x58, 0x51]);
    const withComment = Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
    expect(toldBy(walkObject('a/poster.jpg', withComment))).toContain('marker fe');
    expect(toldBy(walkObject('a/poster.jpg', Buffer.concat([picture, comment])))).toContain(
      'after the picture',
    );
    const video = await readFile(await telling('items'));
    expect(wordsIn(video, [CANARIES.coverMake, CANARIES.coverComment])).toHaveLength(2);
  });

  it('an init with one box or one word more', async () => {
    const init = aacInit();
    expect(walkObject('audio/init.mp4', init)).toEqual([]);
    const more = Buffer.concat([init, Buffer.from('\0\0\0\x10emsgQZXQZXQZ', 'latin1')]);
    expect(toldBy(walkObject('audio/init.mp4', more))).toContain('emsg: a box that may not be there');
    const dated = Buffer.from(init);
    dated.writeUInt32BE(1, dated.indexOf('mvhd') + 8);
    expect(toldBy(walkObject('audio/init.mp4', dated))).toContain('mvhd: a date');
  });

  it('a clock in a playlist, a note in captions, an object of a new kind', async () => {
    const playlist = '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2020-11-05T09:30:00Z\n# made by hand\n';
    expect(heard((tell) => walkPlaylist(playlist, tell)).split('\n')).toHaveLength(3);
    const texts = 'WEBVTT\n\nNOTE by QZX\n\n00:00.000 --> 00:01.000\nsheet-0.jpg#xywh=0,0,1,1\n';
    expect(heard((tell) => walkVtt(texts, 'sprites', tell))).toBe('block 0: NOTE by QZX');
    expect(walkObject('a/notes.xml', Buffer.from('x'))).toHaveLength(1);
  });

  it('a word in any of three encodings', () => {
    const little = Buffer.from('QZX', 'utf16le');
    for (const bytes of [Buffer.from('aQZXb'), little, Buffer.from(little).swap16()])
      expect(wordsIn(bytes, ['QZX', 'other'])).toEqual(['QZX']);
  });
});
