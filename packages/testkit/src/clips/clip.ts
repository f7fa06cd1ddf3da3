import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { during, soundSource, within } from './clip-sound.ts';

const run = promisify(execFile);

export type Container =
  | 'mp4'
  | 'mov'
  | 'webm'
  | 'mkv'
  | 'avi'
  | '3gp'
  | 'ts'
  | 'm4a'
  | 'm2ts'
  | 'mpg'
  | 'vob'
  | 'wmv'
  | 'flv'
  | 'ogv'
  | 'dv'
  | 'mxf';
export type Sound =
  | 'speech'
  | 'clipped'
  | 'pulses'
  | 'halves'
  | 'hum'
  | 'steps'
  | 'beeps'
  | 'marks'
  | 'silence'
  | 'loud'
  | 'none';

/** A tiny generated recording. Every field has a default; the same spec is the same file, made once per machine. */
export interface ClipSpec {
  seconds?: number;
  width?: number;
  height?: number;
  /** Pictures per second: a number, or a fraction such as "30000/1001". */
  fps?: number | string;
  container?: Container;
  vcodec?: string;
  acodec?: string;
  pixFmt?: string;
  /** Degrees counter-clockwise in the display matrix, as ffprobe prints them; an upright phone writes 270. */
  rotation?: 0 | 90 | 180 | 270;
  /** Pictures dropped at irregular places. */
  variableRate?: boolean;
  /** Half a second without a picture in every one and a half, and single ones missing besides. */
  gaps?: boolean;
  /** ffmpeg's expression of the pictures that are kept; the others are missing. */
  keep?: string;
  hdr?: 'hlg' | 'pq';
  /** How colour is coded; `tagged` says so in the file. Absent: BT.601, and not said. */
  matrix?: 'bt601' | 'bt709';
  tagged?: boolean;
  interlaced?: boolean;
  /** Sample aspect ratio, such as "4/3". */
  sar?: string;
  /** Place, device, author, title and date, as phones write them. */
  metadata?: boolean;
  /** `marks`: dim pictures with numbers, upright once a player has turned them, and a flash at each of `markFrames`. */
  picture?: 'numbers' | 'flash' | 'marks' | 'colours' | 'none';
  sound?: Sound;
  /** When the flashes and the beeps are, in seconds. Without it: at every whole second. */
  events?: readonly number[];
  /** What a test will remove, in seconds: the picture below the numbers is magenta, a hum changes to 3100 Hz. */
  hidden?: readonly (readonly [number, number])[];
  channels?: number;
  sampleRate?: number;
  /** The sound's start against the picture's, in milliseconds. */
  soundDelayMs?: number;
  /** Everything starts at this time in the file. */
  startMs?: number;
  soundSeconds?: number;
  soundGainDb?: number;
  /** Index first, as cameras and `faststart` write it. */
  indexFirst?: boolean;
  /** Written as a stream: a WebM without length or cues, a fragmented MP4. */
  live?: boolean;
  secondSound?: boolean;
  emptySecondVideo?: boolean;
  cover?: boolean;
  extra?: string[];
}

/** 16 squares across the top two ninths: the frame's number, least significant first, white is one. */
export const NUMBER_BITS = 16;
export const NUMBER_BAND = 2 / 9;

/** What `colours` shows, in rows of six: faces, greys, and colours of clothes and walls. */
export const COLOURS = [
  ...['ffdbac', 'f1c27d', 'e0ac69', 'c68642', '8d5524', '5c3a21'],
  ...['202020', '404040', '606060', '808080', 'a0a0a0', 'c0c0c0'],
  ...['3a6ea5', '4f8f4f', 'a83232', '2b2b5a', 'd8c84a', 'e8e8e8'],
] as const;

const MARK_MS = 400;
const MARK_FRAMES = 2;

/** Numbers of the pictures at which a clip of `marks` flashes, and beeps: one near its start, one near its end. */
export function markFrames({ seconds = 2, fps = 25 }: Pick<ClipSpec, 'seconds' | 'fps'>): number[] {
  const rate = rateOf(fps);
  return [MARK_MS, seconds * 1000 - MARK_MS].map((ms) => Math.round((ms / 1000) * rate));
}

function rateOf(fps: number | string): number {
  const [num = 0, den = 1] = String(fps).split('/').map(Number);
  return num / den;
}

const CACHE = path.join(os.tmpdir(), `rostrum-clips-${os.userInfo().uid}`);
/** Part of every cached name: a generator that draws something else must not find its old files. */
const GENERATION = 1;

export async function clip(spec: ClipSpec = {}): Promise<string> {
  const container = spec.container ?? 'mp4';
  const tokens = clipTokens(spec);
  const key = createHash('sha256')
    .update(JSON.stringify([GENERATION, container, tokens, spec]))
    .digest('hex')
    .slice(0, 24);
  const file = path.join(CACHE, `${key}.${container}`);
  if (existsSync(file)) return file;
  await mkdir(CACHE, { recursive: true });
  const partial = path.join(
    CACHE,
    `${key}.${process.pid}.${Math.random().toString(36).slice(2)}.${container}`,
  );
  try {
    await run('ffmpeg', [...tokens, partial], {
      timeout: 120_000,
      killSignal: 'SIGKILL',
      maxBuffer: 4 << 20,
    });
    if ((spec.rotation ?? 0) !== 0) await turn(partial, spec.rotation ?? 0, container);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return file;
}

/** A file of the cache that is not made by ffmpeg alone: made when it is not there yet. */
export async function keptClip(name: string, make: () => Promise<Buffer>): Promise<string> {
  const file = path.join(CACHE, name);
  if (existsSync(file)) return file;
  const partial = path.join(CACHE, `${process.pid}.${Math.random().toString(36).slice(2)}.${name}`);
  try {
    await writeFile(partial, await make());
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return file;
}

async function turn(file: string, degrees: number, container: string): Promise<void> {
  const turned = `${file}.turned.${container}`;
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-i',
    file,
    '-map',
    '0',
    '-c',
    'copy',
    '-metadata:s:v:0',
    `rotate=${degrees}`,
    '-movflags',
    'use_metadata_tags',
    turned,
  ]);
  await rename(turned, file);
}

export function clipTokens(spec: ClipSpec): string[] {
  const { seconds = 2, width = 320, height = 180, fps = 25, container = 'mp4' } = spec;
  const picture = spec.picture ?? 'numbers';
  const sound = spec.sound ?? 'speech';
  const inputs: string[] = [];
  const graph: string[] = [];
  const maps: string[] = [];
  if (picture !== 'none') {
    inputs.push(...lavfi(`testsrc2=s=${width}x${height}:r=${fps}:d=${seconds}`));
    graph.push(...pictureGraph(spec, { width, height, fps, seconds }));
    maps.push('-map', '[v]');
  }
  if (sound !== 'none') {
    const index = picture === 'none' ? 0 : 1;
    const length = spec.soundSeconds ?? seconds;
    const marks = markFrames(spec).map((frame) => frame / rateOf(fps));
    inputs.push(...lavfi(soundSource(sound, spec, length, marks)));
    const delay = (spec.soundDelayMs ?? 0) / 1000;
    graph.push(`[${index}:a]volume=${spec.soundGainDb ?? 0}dB,asetpts=PTS+${delay}/TB[a]`);
    maps.push('-map', '[a]');
    if (spec.secondSound) {
      inputs.push(...lavfi(`sine=f=1000:r=48000:d=${length}`));
      maps.push('-map', `${index + 1}:a`, '-disposition:a:0', '0', '-disposition:a:1', 'default');
    }
  }
  return [
    '-nostdin',
    '-v',
    'error',
    '-y',
    ...inputs,
    '-filter_complex',
    graph.join(';'),
    ...maps,
    ...(picture === 'none' ? [] : videoTokens(spec, container)),
    ...(sound === 'none' ? [] : audioTokens(spec, container)),
    ...(spec.metadata ? metadataTokens() : []),
    ...muxTokens(spec, container),
    ...(spec.extra ?? []),
  ];
}

function lavfi(source: string): string[] {
  return ['-f', 'lavfi', '-i', source];
}

function pictureGraph(
  spec: ClipSpec,
  at: { width: number; height: number; fps: number | string; seconds: number },
): string[] {
  const band = Math.max(2, Math.round(at.height * NUMBER_BAND));
  const tail = [
    ...(spec.gaps ? ["select='not(between(mod(t,1.5),0.9,1.35)+eq(mod(n,3),1)*lt(mod(t,1.5),0.3))'"] : []),
    // At most one picture in three is missing, as when a phone runs warm.
    ...(spec.variableRate ? ["select='not(eq(mod(n,7),3)+eq(mod(n,11),5)+eq(mod(n,11),6))'"] : []),
    ...(spec.keep === undefined ? [] : [`select='${spec.keep}'`]),
    ...(spec.interlaced ? ['interlace=scan=tff'] : []),
    ...(spec.sar === undefined ? [] : [`setsar=${spec.sar}`]),
    `setpts=PTS+${(spec.startMs ?? 0) / 1000}/TB`,
    ...(spec.matrix === undefined
      ? []
      : [`format=yuv420p,scale=in_color_matrix=bt601:out_color_matrix=${spec.matrix}`]),
    ...(spec.hdr === undefined ? [] : hdrFilters(spec.hdr)),
    `format=${spec.pixFmt ?? (spec.hdr === undefined ? 'yuv420p' : 'yuv420p10le')}`,
  ];
  if (spec.picture === 'flash') {
    // White for two frames.
    const white = during(spec.events, `2/(${at.fps})-0.002`, '-0.001');
    return [`[0:v]drawbox=t=fill:c=black,drawbox=t=fill:c=white:enable='${white}',${tail.join(',')}[v]`];
  }
  if (spec.picture === 'colours') {
    const boxes = COLOURS.map(
      (colour, i) => `drawbox=t=fill:c=0x${colour}:w=iw/6:h=ih/3:x=${i % 6}*iw/6:y=${Math.floor(i / 6)}*ih/3`,
    );
    return [`[0:v]${[...boxes, ...tail].join(',')}[v]`];
  }
  const bits =
    `nullsrc=s=${NUMBER_BITS}x1:r=${at.fps}:d=${at.seconds},format=gray,` +
    `geq=lum='if(mod(floor(N/pow(2\\,X))\\,2)\\,235\\,16)',scale=${at.width}:${band}:flags=neighbor,format=yuv420p[bits]`;
  if (spec.picture === 'marks') {
    const lit = markFrames(at).map((frame) => `between(n,${frame},${frame + MARK_FRAMES - 1})`);
    const turned =
      spec.rotation === 90 ? ['transpose=clock'] : spec.rotation === 270 ? ['transpose=cclock'] : [];
    return [
      bits,
      `[0:v]lutyuv=y=val/4+16,drawbox=t=fill:c=white:enable='${lit.join('+')}'[dim]`,
      `[dim][bits]overlay=0:0:shortest=1,${[...turned, ...tail].join(',')}[v]`,
    ];
  }
  if (spec.hidden !== undefined) {
    const box = `drawbox=y=${band}:t=fill:c=magenta:enable='${within(spec.hidden)}'`;
    return [bits, `[0:v]hue=s=0,${box}[told]`, `[told][bits]overlay=0:0:shortest=1,${tail.join(',')}[v]`];
  }
  return [bits, `[0:v][bits]overlay=0:0:shortest=1,${tail.join(',')}[v]`];
}

function hdrFilters(hdr: 'hlg' | 'pq'): string[] {
  const trc = hdr === 'pq' ? 'smpte2084' : 'arib-std-b67';
  return [
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
    'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020',
    `zscale=t=${trc}:m=bt2020nc:r=tv:npl=203`,
  ];
}

function videoTokens(spec: ClipSpec, container: Container): string[] {
  const codec = spec.vcodec ?? (container === 'webm' ? 'libvpx' : 'libx264');
  const speed: Record<string, string[]> = {
    libx264: ['-preset', 'ultrafast', '-crf', '20'],
    libx265: ['-preset', 'ultrafast', '-x265-params', 'log-level=none', '-tag:v', 'hvc1'],
    libvpx: ['-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'],
    'libvpx-vp9': ['-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'],
    libsvtav1: ['-preset', '12'],
    'libaom-av1': ['-cpu-used', '8', '-usage', 'realtime', '-b:v', '500k'],
    libx264rgb: ['-preset', 'ultrafast', '-crf', '20'],
  };
  return [
    '-c:v',
    codec,
    ...(speed[codec] ?? []),
    ...colourTags(spec),
    ...(spec.variableRate || spec.keep !== undefined ? ['-fps_mode', 'vfr'] : ['-fps_mode', 'passthrough']),
    ...(spec.interlaced ? ['-flags', '+ildct+ilme', '-x264-params', 'tff=1'] : []),
  ];
}

function colourTags(spec: ClipSpec): string[] {
  const tags = (primaries: string, space: string, transfer: string) => [
    '-color_primaries',
    primaries,
    '-colorspace',
    space,
    '-color_trc',
    transfer,
  ];
  if (spec.hdr === 'pq') return tags('bt2020', 'bt2020nc', 'smpte2084');
  if (spec.hdr === 'hlg') return tags('bt2020', 'bt2020nc', 'arib-std-b67');
  if (!spec.tagged) return [];
  return spec.matrix === 'bt601'
    ? tags('smpte170m', 'smpte170m', 'smpte170m')
    : tags('bt709', 'bt709', 'bt709');
}

function audioTokens(spec: ClipSpec, container: Container): string[] {
  const codec = spec.acodec ?? (container === 'webm' ? 'libopus' : 'aac');
  return [
    '-c:a',
    codec,
    '-ac',
    String(spec.channels ?? 1),
    ...(codec.startsWith('pcm') ? [] : ['-b:a', '96k']),
  ];
}

/** What a phone tells of its owner. Every value holds the word that tests look for. */
export const TELLTALE = 'TELLTALE';

function metadataTokens(): string[] {
  const tags = {
    location: '+46.2044+006.1432/',
    'com.apple.quicktime.location.ISO6709': '+46.2044+006.1432+375.000/',
    'com.apple.quicktime.make': `${TELLTALE} make`,
    'com.apple.quicktime.model': `${TELLTALE} model`,
    'com.apple.quicktime.software': `${TELLTALE} 17.1`,
    artist: `${TELLTALE} artist`,
    title: `${TELLTALE} title`,
    comment: `${TELLTALE} comment`,
    creation_time: '2020-11-05T09:30:00Z',
  };
  return [
    ...Object.entries(tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]),
    '-metadata:s:v:0',
    `handler_name=${TELLTALE} handler`,
    '-metadata:s:v:0',
    `title=${TELLTALE} stream`,
  ];
}

function muxTokens(spec: ClipSpec, container: Container): string[] {
  const flags: string[] = [];
  if (spec.indexFirst) flags.push('faststart');
  if (spec.metadata) flags.push('use_metadata_tags');
  const isMp4 = container === 'mp4' || container === 'mov' || container === '3gp' || container === 'm4a';
  if (spec.live && isMp4) flags.push('empty_moov', 'frag_keyframe', 'default_base_moof');
  return [
    ...(flags.length > 0 ? ['-movflags', flags.map((flag) => `+${flag}`).join('')] : []),
    ...(spec.live && container === 'webm' ? ['-live', '1'] : []),
    ...(container === 'ts' || container === 'm2ts' ? ['-f', 'mpegts'] : []),
    ...(container === 'm2ts' ? ['-mpegts_m2ts_mode', '1'] : []),
    ...(container === 'm4a' ? ['-f', 'mp4'] : []),
  ];
}
