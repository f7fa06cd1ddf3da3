import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeBox, withBody } from './boxes.ts';
import { type ClipSpec, clip } from './clip.ts';
import { type Patch, patched } from './patched.ts';

const run = promisify(execFile);

interface Place {
  /** Where the file is written. */
  file: string;
  /** Another file's path, which the unwanted one may name. */
  victim: string;
}
type Make = (place: Place) => Promise<string>;

const bytes =
  (content: string | Buffer): Make =>
  async ({ file }) => {
    await writeFile(file, content);
    return file;
  };
const naming =
  (content: (victim: string) => string): Make =>
  async ({ file, victim }) => {
    await writeFile(file, content(victim));
    return file;
  };
const changed =
  (patch: Patch, spec: ClipSpec = {}): Make =>
  async () =>
    patched(await clip({ seconds: 1, ...spec }), patch);
const made =
  (...tokens: string[]): Make =>
  async ({ file }) => {
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...tokens, file], { timeout: 60_000 });
    return file;
  };
const lavfi = (source: string) => ['-f', 'lavfi', '-i', source];
const half = async (file: string, container: string): Promise<string> => {
  const whole = await readFile(await clip({ seconds: 2, container: container === 'avi' ? 'avi' : 'mkv' }));
  await writeFile(file, whole.subarray(0, Math.floor(whole.length / 2)));
  return file;
};

/** A still picture as phones write it: the boxes of a HEIC file, with nothing in them. */
const HEIC = Buffer.concat([
  makeBox('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1')),
  makeBox('meta', Buffer.alloc(200)),
  makeBox('mdat', Buffer.alloc(5000, 7)),
]);
/** A stored file "a.mp4" with the bit that says it needs a password. */
const ZIP = Buffer.concat([
  Buffer.from('504b0304140001000000000000000000000000000400000004000000050000', 'hex'),
  Buffer.from('a.mp4\x01\x02\x03\x04', 'latin1'),
]);

/** Sent by mistake or by malice, under a video's name. Beside `hostile`, which has the plainer ones. */
export const UNWANTED = {
  'one byte': bytes('\0'),
  'a page of HTML': bytes('<!doctype html><html><body><video src="a.mp4"></video></body></html>'),
  'a photograph of a phone': bytes(HEIC),
  'a PDF': bytes(`%PDF-1.7\n${'1 0 obj <</Type /Catalog>> endobj\n'.repeat(50)}%%EOF`),
  'an archive with a password': bytes(ZIP),
  'a list of names': naming((victim) => `#EXTINF:9,\nfile://${victim}\n`),
  'a list in XML': naming(
    (victim) =>
      `<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/"><trackList><track><location>${victim}</location></track></trackList></playlist>`,
  ),
  'a shortcut of Windows': naming((victim) => `[InternetShortcut]\r\nURL=file://${victim}\r\n`),
  'a list after blank lines': naming((victim) => `\n\n  #EXTM3U\n#EXTINF:9,\n${victim}\n`),
  'a list for Windows Media': naming(
    (victim) => `<asx version="3.0"><entry><ref href="${victim}"/></entry></asx>`,
  ),
  'a container of ffmpeg’s own': made(
    ...lavfi('testsrc2=s=64x36:d=0.2'),
    ...lavfi('anullsrc=d=0.2'),
    ...['-c:v', 'mpeg4', '-c:a', 'pcm_s16le', '-f', 'nut'],
  ),
  'pictures behind an alias': async ({ file, victim }) => {
    const alias = Buffer.alloc(180);
    alias.write(path.basename(victim), 54, 'latin1');
    const entry = makeBox('alis', Buffer.concat([Buffer.alloc(4), alias]));
    const data = await readFile(await clip({ seconds: 1, container: 'mov' }));
    const body = Buffer.concat([Buffer.from('0000000000000001', 'hex'), entry]);
    await writeFile(file, withBody(data, 'moov/trak:0/mdia/minf/dinf/dref', body));
    return file;
  },
  'a promise of ten hours': changed('tenHours'),
  'pictures of an hour each': changed('slowPictures', { extra: ['-use_editlist', '0'] }),
  'a take repeated without end': changed('repeatedEdits'),
  'countless pictures': changed('countlessPictures'),
  'protected by Apple': changed('appleProtected'),
  'pictures of 65,535 by 65,535': changed('hugeJpeg', {
    seconds: 0.2,
    container: 'avi',
    vcodec: 'mjpeg',
    acodec: 'pcm_s16le',
    pixFmt: 'yuvj420p',
  }),
  'VP8 of 16,383 by 16,383': changed('hugeVp8', { seconds: 0.4, container: 'webm' }),
  'more pixels a second than any camera': made(
    ...lavfi('color=s=3840x2160:r=1:d=1'),
    ...lavfi('anullsrc=d=0.5'),
    ...['-vf', 'setpts=PTS,fps=249,trim=end_frame=30,setpts=N/249/TB', '-r', '249'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-f', 'mp4'],
  ),
  'a picture of a kind for archives': made(
    ...lavfi('testsrc2=s=64x36:d=0.2'),
    ...lavfi('anullsrc=d=0.2'),
    ...['-c:v', 'ffv1', '-c:a', 'pcm_s16le', '-f', 'matroska'],
  ),
  'a sound of a kind for cinemas': made(
    ...lavfi('testsrc2=s=64x36:d=0.5'),
    ...lavfi('anullsrc=r=48000:d=0.5'),
    ...['-c:v', 'mpeg4', '-c:a', 'dca', '-strict', '-2', '-f', 'matroska'],
  ),
  'half of an AVI': ({ file }) => half(file, 'avi'),
  'half of a Matroska file': ({ file }) => half(file, 'mkv'),
} satisfies Record<string, Make>;
export type Unwanted = keyof typeof UNWANTED;

/** Writes one into `dir`, named like an honest video. */
export async function unwanted(kind: Unwanted, dir: string, victim: string): Promise<string> {
  return UNWANTED[kind]({
    file: path.join(dir, `unwanted-${Object.keys(UNWANTED).indexOf(kind)}.mp4`),
    victim,
  });
}
