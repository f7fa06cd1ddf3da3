import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { NUMBER_BAND, NUMBER_BITS } from './clip.ts';

const run = promisify(execFile);

/** A whole fragmented MP4 out of a track's init and segments. */
export async function joined(file: string, parts: readonly string[]): Promise<string> {
  await writeFile(file, Buffer.concat(await Promise.all(parts.map((part) => readFile(part)))));
  return file;
}

async function decoded(tokens: string[]): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', ...tokens, 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: 512 << 20,
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  return stdout;
}

/** The number drawn into each decoded picture, in order. The picture must fill its frame. */
export async function frameNumbers(file: string): Promise<number[]> {
  const band = `crop=iw:ih*${NUMBER_BAND}/2:0:ih*${NUMBER_BAND}/4`;
  const bits = await decoded([
    '-i',
    file,
    '-map',
    '0:v:0',
    '-vf',
    `${band},scale=${NUMBER_BITS}:1:flags=area,format=gray`,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
  ]);
  const numbers: number[] = [];
  for (let at = 0; at + NUMBER_BITS <= bits.length; at += NUMBER_BITS) {
    let number = 0;
    for (let bit = 0; bit < NUMBER_BITS; bit += 1) if ((bits[at + bit] ?? 0) > 128) number += 2 ** bit;
    numbers.push(number);
  }
  return numbers;
}

/** Mean luma of each decoded picture, 0 to 255. */
export async function frameLumas(file: string, crop = 'iw:ih:0:0'): Promise<number[]> {
  const luma = await decoded([
    '-i',
    file,
    '-map',
    '0:v:0',
    '-vf',
    `crop=${crop},scale=1:1:flags=area,format=gray`,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
  ]);
  return [...luma];
}

export async function countFrames(file: string): Promise<number> {
  return (await frameLumas(file)).length;
}

/** Decoded sound, one channel, 48 kHz. */
export async function samples(file: string): Promise<Float32Array> {
  const raw = await decoded(['-i', file, '-map', '0:a:0', '-ac', '1', '-ar', '48000', '-f', 'f32le']);
  return new Float32Array(raw.buffer, raw.byteOffset, Math.floor(raw.length / 4));
}

/** Amplitude of one pitch in a stretch of sound (Goertzel), between 0 and 1. */
export function toneLevel(sound: Float32Array, hz: number, fromMs: number, toMs: number): number {
  const start = Math.round(fromMs * 48);
  const end = Math.min(sound.length, Math.round(toMs * 48));
  let re = 0;
  let im = 0;
  for (let i = start; i < end; i += 1) {
    const angle = (2 * Math.PI * hz * i) / 48_000;
    re += (sound[i] ?? 0) * Math.cos(angle);
    im += (sound[i] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(re, im)) / Math.max(1, end - start);
}

/** Where sound first rises above a level, in milliseconds, from a given moment on. */
export function onsetMs(sound: Float32Array, level: number, fromMs = 0): number | null {
  for (let i = Math.round(fromMs * 48); i < sound.length; i += 1)
    if (Math.abs(sound[i] ?? 0) >= level) return i / 48;
  return null;
}
