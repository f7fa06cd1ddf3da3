import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AUDIO_RATE, type Range } from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import { SILENCE_DB } from './is-silent.ts';
import { joinTrack } from './join-track.ts';
import { runTool } from './run-tool.ts';
import { type FfmpegRun, runTokens } from './runner.ts';
import type { WrittenTrack } from './tracks.ts';

/** Twenty buckets a second. */
export const SAMPLES_PER_PEAK = AUDIO_RATE / 20;
const PEAK_MS = (SAMPLES_PER_PEAK * 1000) / AUDIO_RATE;
const SAMPLE_BYTES = 2;
const FULL_SCALE = 32_768;
const SILENT = FULL_SCALE * 10 ** (SILENCE_DB / 20);
/** A speaker who breathes, or turns a page, is shorter. */
const LONG_SILENCE_MS = 2000;
/** No set is that long: a decoder that does not end is ended. */
const MOST_PCM_BYTES = 2 * 60 * 60 * AUDIO_RATE * SAMPLE_BYTES;

export interface WrittenPeaks {
  file: string;
  bytes: number;
  /** Long stretches in which nothing can be heard. */
  silences: Range[];
}

/** The waveform of a set's sound, decoded from its own segments, in the BBC's audiowaveform format. */
export async function makePeaks(
  sound: WrittenTrack,
  outDir: string,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<WrittenPeaks> {
  const source = path.join(outDir, 'peaks.source.mp4');
  const peaks = new Peaks();
  try {
    await joinTrack([sound.init.file, ...sound.segments.map((segment) => segment.file)], source);
    await runTool('ffmpeg', runTokens(peaksRun(source)), {
      confinement: { read: [source], write: [] },
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      maxBytes: MOST_PCM_BYTES,
      onBytes: (bytes) => peaks.push(bytes),
    });
  } finally {
    await rm(source, { force: true });
  }
  return await writePeaks(peaks, outDir);
}

export async function writePeaks(peaks: Peaks, outDir: string): Promise<WrittenPeaks> {
  const data = peaks.file();
  const file = path.join(outDir, 'peaks.dat');
  await writeFile(file, data);
  return { file, bytes: data.length, silences: peaks.silences() };
}

export function peaksRun(file: string): FfmpegRun {
  return {
    inputs: [{ options: ['-nostdin', '-v', 'error', ...openTokens()], file: inputUrl(file) }],
    outputs: [toPeaks('0:a:0')],
  };
}

/** What Peaks listens to, at standard output. */
export function toPeaks(from: string): FfmpegRun['outputs'][number] {
  return {
    options: ['-map', from, '-ac', '1', '-ar', String(AUDIO_RATE), '-c:a', 'pcm_s16le', '-f', 's16le'],
    file: 'pipe:1',
  };
}

/** The least and the greatest of every so many samples, as they pass. */
export class Peaks {
  readonly #buckets: number[] = [];
  /** Of each bucket, whether it stays below what can be heard. */
  readonly #silent: boolean[] = [];
  #min = 0;
  #max = 0;
  #filled = 0;
  #half: number | null = null;

  /** @param pcm signed 16 bit little-endian, one channel; may end within a sample */
  push(pcm: Buffer): void {
    let at = 0;
    if (this.#half !== null && pcm.length > 0) {
      this.#sample(Buffer.from([this.#half, pcm.readUInt8(0)]).readInt16LE(0));
      this.#half = null;
      at = 1;
    }
    for (; at + SAMPLE_BYTES <= pcm.length; at += SAMPLE_BYTES) this.#sample(pcm.readInt16LE(at));
    if (at < pcm.length) this.#half = pcm.readUInt8(at);
  }

  /** audiowaveform data format, version 2: https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md */
  file(): Buffer {
    if (this.#filled > 0) this.#close();
    const VERSION = 2;
    const EIGHT_BIT = 1;
    const CHANNELS = 1;
    const header = [VERSION, EIGHT_BIT, AUDIO_RATE, SAMPLES_PER_PEAK, this.#buckets.length / 2, CHANNELS];
    const data = Buffer.alloc(header.length * 4 + this.#buckets.length);
    header.forEach((value, i) => {
      data.writeInt32LE(value, i * 4);
    });
    this.#buckets.forEach((value, i) => {
      data.writeInt8(value, header.length * 4 + i);
    });
    return data;
  }

  /** In order; only once all of the sound has passed. */
  silences(): Range[] {
    const found: Range[] = [];
    let from = 0;
    for (let at = 0; at <= this.#silent.length; at += 1) {
      if (this.#silent[at] === true) continue;
      const silence = { startMs: from * PEAK_MS, endMs: at * PEAK_MS };
      if (silence.endMs - silence.startMs >= LONG_SILENCE_MS) found.push(silence);
      from = at + 1;
    }
    return found;
  }

  #sample(value: number): void {
    if (this.#filled === 0 || value < this.#min) this.#min = value;
    if (this.#filled === 0 || value > this.#max) this.#max = value;
    this.#filled += 1;
    if (this.#filled === SAMPLES_PER_PEAK) this.#close();
  }

  #close(): void {
    this.#silent.push(Math.max(-this.#min, this.#max) < SILENT);
    this.#buckets.push(Math.trunc(this.#min / 256), Math.trunc(this.#max / 256));
    this.#filled = 0;
  }
}
