import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Get } from '@rostrum/hls';
import { type ClipSpec, NUMBER_BAND, NUMBER_BITS } from '@rostrum/testkit/clips';

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;

/** Over HTTP, as any player asks. */
export const overHttp: Get = async (address) => {
  const answer = await fetch(address);
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { status: answer.status, type, bytes: new Uint8Array(await answer.arrayBuffer()) };
};

export async function ffmpeg(args: readonly string[]): Promise<string> {
  const { stderr } = await run('ffmpeg', ['-nostdin', '-nostats', '-y', ...args], {
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 64 << 20,
  });
  return stderr;
}

export interface Picture {
  timeS: number;
  /** Luma in COLUMNS by ROWS fields, 0 to 255. */
  fields: Uint8Array;
}

export interface Decoded {
  pictures: Picture[];
  /** Of the first sound, in seconds. */
  soundStartS: number;
  sound: Float32Array;
  /** What ffmpeg complained of. */
  complaints: string;
}

export const COLUMNS = 426;
const ROWS = 9;
const SAMPLE_RATE = 48_000;

/** Every picture with its time, and the sound, as ffmpeg decodes them; nothing is dropped, doubled or filled. */
export async function decoded(input: string, dir: string): Promise<Decoded> {
  const [pictures, sound] = ['pictures.gray', 'sound.f32'].map((name) => path.join(dir, name));
  const stderr = await ffmpeg([
    ...['-v', 'level+info', '-copyts', '-i', input],
    ...['-map', '0:v:0', '-vf', `showinfo,scale=${COLUMNS}:${ROWS}:flags=area,format=gray`],
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1:90000', '-f', 'rawvideo', pictures ?? ''],
    ...['-map', '0:a:0', '-af', 'ashowinfo', '-ac', '1', '-f', 'f32le', sound ?? ''],
  ]);
  const times = [...stderr.matchAll(/Parsed_showinfo.*\bpts_time:\s*([\d.-]+)/g)].map(([, time]) =>
    Number(time),
  );
  const [, soundStart] = /Parsed_ashowinfo.*\bpts_time:\s*([\d.-]+)/.exec(stderr) ?? [];
  const gray = await readFile(pictures ?? '');
  const raw = await readFile(sound ?? '');
  const size = COLUMNS * ROWS;
  if (gray.length !== times.length * size) throw new RangeError(`${times.length} times for other pictures`);
  return {
    pictures: times.map((timeS, at) => ({ timeS, fields: gray.subarray(at * size, (at + 1) * size) })),
    soundStartS: Number(soundStart),
    sound: new Float32Array(raw.buffer, raw.byteOffset, Math.floor(raw.length / 4)),
    complaints: complaintsIn(stderr),
  };
}

function complaintsIn(log: string): string {
  return log
    .split('\n')
    .filter((line) => /\[(warning|error|fatal|panic)\]/.test(line))
    .join('\n');
}

/** Which columns a clip's picture fills: it stands upright, between bars where its shape differs. */
export function columnsOf({ width = 320, height = 180 }: ClipSpec): { from: number; to: number } {
  const filled = Math.min(1, width / height / (16 / 9)) * COLUMNS;
  return { from: (COLUMNS - filled) / 2, to: (COLUMNS + filled) / 2 };
}

/** The number drawn into a picture of `marks`. */
export function numberIn({ fields }: Picture, clip: ClipSpec): number {
  const { from, to } = columnsOf(clip);
  const row = Math.floor((ROWS * NUMBER_BAND) / 2) * COLUMNS;
  let number = 0;
  for (let bit = 0; bit < NUMBER_BITS; bit += 1) {
    const column = Math.round(from + ((bit + 0.5) * (to - from)) / NUMBER_BITS);
    if ((fields[row + column] ?? 0) > 128) number += 2 ** bit;
  }
  return number;
}

/** Is it one of the white pictures? Told from below the number. */
export function flashes({ fields }: Picture): boolean {
  const row = Math.floor(ROWS * 0.6) * COLUMNS;
  return (fields[row + COLUMNS / 2] ?? 0) > 150;
}

/** Where sound sets in after quiet, in seconds of the sound. */
export function onsets(sound: Float32Array, level = 0.05, quietS = 0.2): number[] {
  const found: number[] = [];
  let lastLoud = Number.NEGATIVE_INFINITY;
  for (const [at, value] of sound.entries()) {
    if (Math.abs(value) < level) continue;
    if (at - lastLoud > quietS * SAMPLE_RATE) found.push(at / SAMPLE_RATE);
    lastLoud = at;
  }
  return found;
}
