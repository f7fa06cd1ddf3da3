import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ClipSpec, clip } from '../clips/clip.ts';

const run = promisify(execFile);

/** Every word that a telling clip holds somewhere, each in one place: the place's name says where. */
export const CANARIES = {
  place: 'QZXplaceQZX',
  coordinates: '+46.2044+006.1432',
  coordinatesLater: '+47.3769+008.5417',
  make: 'QZXmakeQZX',
  model: 'QZXmodelQZX',
  software: 'QZXsoftwareQZX',
  encoder: 'QZXencoderQZX',
  author: 'QZXauthorQZX',
  copyright: 'QZXcopyrightQZX',
  title: 'QZXtitleQZX',
  comment: 'QZXcommentQZX',
  time: '2020-11-05T09:30',
  day: '2020-11-04',
  other: 'QZXotherQZX',
  streamTitle: 'QZXstreamQZX',
  handler: 'QZXhandlerQZX',
  chapter: 'QZXchapterQZX',
  subtitle: 'QZXsubtitleQZX',
  attachment: 'QZXattachmentQZX',
  attachmentName: 'QZXfilenameQZX',
  coverMake: 'QZXexifmakeQZX',
  coverComment: 'QZXjpegcommentQZX',
  xmp: 'QZXxmpQZX',
  free: 'QZXfreeboxQZX',
  userBox: 'QZXuserboxQZX',
  pictureUnit: 'QZXseiQZX',
  program: 'QZXprogramQZX',
  provider: 'QZXproviderQZX',
} as const;

/** As phones and cameras write them: QuickTime keys, QuickTime atoms, iTunes items, Matroska, WebM, MPEG transport streams. */
export const TELLING = ['keys', 'atoms', 'items', 'matroska', 'webm', 'transport'] as const;
export type Telling = (typeof TELLING)[number];

const ENDING: Readonly<Record<Telling, string>> = {
  keys: 'mp4',
  atoms: 'mov',
  items: 'mp4',
  matroska: 'mkv',
  webm: 'webm',
  transport: 'ts',
};
const FOLDER = path.join(os.tmpdir(), `rostrum-clips-${os.userInfo().uid}`);
/** Part of every cached name: a generator that writes something else must not find its old files. */
const GENERATION = 1;

function isMovie(kind: Telling): boolean {
  return kind === 'keys' || kind === 'atoms' || kind === 'items';
}

/** A clip full of what tells of its maker, made once per machine. */
export async function telling(kind: Telling, seconds = 3): Promise<string> {
  const ending = ENDING[kind];
  const file = path.join(FOLDER, `telling-${kind}-${seconds}-${GENERATION}.${ending}`);
  if (existsSync(file)) return file;
  const spec: ClipSpec = { seconds, width: 426, height: 240, sound: 'speech' };
  const source = await clip(kind === 'webm' ? { ...spec, container: 'webm' } : spec);
  const work = await mkdtemp(path.join(FOLDER, 'telling-'));
  try {
    const made = path.join(work, `made.${ending}`);
    await ffmpeg([...(await muxTokens(kind, source, work)), made]);
    if (isMovie(kind)) await addBoxes(made);
    await rename(made, file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return file;
}

async function ffmpeg(tokens: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...tokens], {
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
}

async function muxTokens(kind: Telling, source: string, work: string): Promise<string[]> {
  const texts = path.join(work, 'texts.srt');
  await writeFile(texts, `1\n00:00:00,200 --> 00:00:01,500\n${CANARIES.subtitle}\n`);
  const more = path.join(work, 'more.txt');
  await writeFile(more, ffmetadata(kind));
  const isMp4 = isMovie(kind);
  const cover = isMp4 || kind === 'matroska' ? await coverPicture(work) : null;
  const attached = path.join(work, `${CANARIES.attachmentName}.txt`);
  await writeFile(attached, `notes: ${CANARIES.attachment}\n`);
  const subtitles = {
    keys: 'mov_text',
    atoms: 'mov_text',
    items: 'mov_text',
    matroska: 'srt',
    webm: 'webvtt',
    transport: '',
  }[kind];
  return [
    ...['-i', source, '-i', texts, '-f', 'ffmetadata', '-i', more],
    ...(cover === null ? [] : ['-i', cover]),
    ...['-map', '0:v', '-map', '0:a'],
    ...(subtitles === '' ? [] : ['-map', '1:s', '-c:s', subtitles]),
    ...(cover === null || kind === 'matroska' ? [] : ['-map', '3:v', '-disposition:v:1', 'attached_pic']),
    ...['-map_metadata', '2', '-map_chapters', '2', '-c:v', 'copy', '-c:a', 'copy'],
    ...['-metadata:s:v:0', `title=${CANARIES.streamTitle}`],
    ...['-metadata:s:v:0', `handler_name=${CANARIES.handler}`],
    ...['-metadata:s:v:0', 'creation_time=2020-11-05T09:30:00Z'],
    ...(kind === 'webm'
      ? []
      : ['-bsf:v:0', `h264_metadata=sei_user_data=${USER_DATA_ID}+${CANARIES.pictureUnit}`]),
    ...(kind === 'matroska' ? attachments(attached, cover) : []),
    ...(kind === 'keys' ? ['-movflags', '+use_metadata_tags'] : []),
    ...(isMp4 ? ['-timecode', '10:20:30:00'] : []),
    ...(kind === 'transport'
      ? [
          '-metadata',
          `service_name=${CANARIES.program}`,
          '-metadata',
          `service_provider=${CANARIES.provider}`,
        ]
      : []),
  ];
}

const USER_DATA_ID = '086f3693-b7b3-4f2c-9653-21492feee5b8';

function attachments(text: string, cover: string | null): string[] {
  return [
    ...['-attach', text, '-metadata:s:t:0', 'mimetype=text/plain'],
    ...(cover === null ? [] : ['-attach', cover, '-metadata:s:t:1', 'mimetype=image/jpeg']),
  ];
}

function ffmetadata(kind: Telling): string {
  const c = CANARIES;
  const quickTime = {
    'com.apple.quicktime.location.ISO6709': `${c.coordinatesLater}+400.000/`,
    'com.apple.quicktime.make': c.make,
    'com.apple.quicktime.model': c.model,
    'com.apple.quicktime.software': c.software,
    'com.apple.quicktime.creationdate': `${c.time}:00+0100`,
    'com.apple.quicktime.content.identifier': c.other,
  };
  const plain = { make: c.make, model: c.model, software: c.software, date: c.day, keywords: c.other };
  const tags: Record<string, string> = {
    ...(kind === 'keys' ? quickTime : plain),
    location: `${c.coordinates}/`,
    place: c.place,
    artist: c.author,
    author: c.author,
    copyright: c.copyright,
    title: c.title,
    comment: c.comment,
    encoded_by: c.encoder,
    creation_time: `${c.time}:00Z`,
    ...(kind === 'keys' ? {} : { 'X-SERIES': c.other }),
  };
  const chapter = `[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=${c.chapter}\n`;
  const lines = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return `;FFMETADATA1\n${lines.join('\n')}\n${kind === 'transport' ? '' : chapter}`;
}

/** A small picture with Exif (TIFF, big-endian, one entry: the maker) and a comment. */
async function coverPicture(work: string): Promise<string> {
  const file = path.join(work, 'cover.jpg');
  await ffmpeg(['-f', 'lavfi', '-i', 'color=c=red:s=64x64:d=1', '-frames:v', '1', file]);
  const plain = await readFile(file);
  const maker = Buffer.from(`${CANARIES.coverMake}\0`);
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x010f, 10);
  tiff.writeUInt16BE(2, 12);
  tiff.writeUInt32BE(maker.length, 14);
  tiff.writeUInt32BE(26, 18);
  const segments = [
    jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, maker])),
    jpegSegment(0xfe, Buffer.from(CANARIES.coverComment)),
  ];
  await writeFile(file, Buffer.concat([plain.subarray(0, 2), ...segments, plain.subarray(2)]));
  return file;
}

function jpegSegment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

const XMP_ID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

/** What ffmpeg does not write: XMP in a uuid box, a private box, text in padding, a track as action cameras have. */
async function addBoxes(file: string): Promise<void> {
  const xmp =
    `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description ` +
    `exif:GPSLatitude="46,12.264N" tiff:Make="${CANARIES.xmp}" xmp:CreatorTool="${CANARIES.xmp}" ` +
    `xmp:CreateDate="2020-11-05T09:30:00"><dc:creator>${CANARIES.xmp}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const boxes = [
    isoBox('uuid', Buffer.concat([XMP_ID, Buffer.from(xmp)])),
    isoBox('uuid', Buffer.concat([Buffer.alloc(16, 7), Buffer.from(CANARIES.userBox)])),
    isoBox('free', Buffer.from(CANARIES.free)),
    isoBox('skip', Buffer.from(CANARIES.free, 'utf16le')),
  ];
  const movie = await readFile(file);
  // The kind of samples stands 16 bytes after the name of its box: version and flags, count, size.
  for (let at = movie.indexOf('tmcd'); at >= 0; at = movie.indexOf('tmcd', at + 1))
    if (movie.toString('latin1', at - 16, at - 12) === 'stsd') movie.write('gpmd', at, 'latin1');
  await writeFile(file, Buffer.concat([movie, ...boxes]));
}

function isoBox(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}
