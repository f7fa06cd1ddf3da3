import { execFileSync } from 'node:child_process';
import { programme } from '@rostrum/testkit';
import { Peaks, SAMPLES_PER_PEAK } from '../make-peaks.ts';

const RATE = 48_000;

/** The same numbers at every run. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Reading {
  /** One channel, 16 bit, 48 kHz. */
  pcm: Int16Array;
  /** When each sentence is first heard. */
  sentencesMs: number[];
  lengthMs: number;
}

export interface Reader {
  voice: string;
  /** Paragraphs of sentences. */
  paragraphs: readonly (readonly string[])[];
  roll: () => number;
}

/**
 * A text as somebody reads it: every sentence at a speed of its own, with pauses between them that are long, short
 * or hardly there, and now and then a stop within one.
 */
export function readAloud({ voice, paragraphs, roll }: Reader): Reading {
  const parts: Int16Array[] = [silence(800 + 2_500 * roll())];
  const sentencesMs: number[] = [];
  const length = () => parts.reduce((sum, { length: samples }) => sum + samples, 0);
  for (const sentences of paragraphs) {
    for (const sentence of sentences) {
      const speed = Math.round(125 + 55 * roll());
      sentencesMs.push((length() * 1000) / RATE);
      const words = sentence.split(' ');
      // Whoever loses the line stops where nobody would.
      const stops =
        words.length > 8 && roll() < 0.2 ? 3 + Math.floor(roll() * (words.length - 6)) : words.length;
      parts.push(spoken(words.slice(0, stops).join(' '), voice, speed));
      if (stops < words.length) {
        parts.push(silence(250 + 600 * roll()), spoken(words.slice(stops).join(' '), voice, speed));
      }
      parts.push(silence(roll() < 0.1 ? 60 : 250 + 950 * roll()));
    }
    parts.push(silence(400 + 1_200 * roll()));
  }
  const pcm = new Int16Array(length());
  let at = 0;
  for (const part of parts) {
    pcm.set(part, at);
    at += part.length;
  }
  return { pcm, sentencesMs, lengthMs: Math.round((pcm.length * 1000) / RATE) };
}

/** As every set has it. */
export function peaksOf(pcm: Int16Array): { levels: Int8Array; bucketMs: number } {
  const peaks = new Peaks();
  peaks.push(Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength));
  const file = peaks.file();
  const HEADER_BYTES = 24;
  return { levels: new Int8Array(file.subarray(HEADER_BYTES)), bucketMs: (SAMPLES_PER_PEAK * 1000) / RATE };
}

const silence = (ms: number) => new Int16Array(Math.round((ms * RATE) / 1000));

/** Without what the reader puts before and behind it: what is silent is said by the test alone. */
function spoken(text: string, voice: string, wordsPerMinute: number): Int16Array {
  const wav = execFileSync(
    programme('espeak'),
    ['-v', voice, '-s', String(wordsPerMinute), '--stdout', '--stdin'],
    { input: text, maxBuffer: 64 * 1024 * 1024, timeout: 30_000, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const WAV_HEADER_BYTES = 44;
  const rate = wav.readUInt32LE(24);
  const count = Math.floor((wav.length - WAV_HEADER_BYTES) / 2);
  const sample = (index: number) => (index < count ? wav.readInt16LE(WAV_HEADER_BYTES + 2 * index) : 0);
  const HEARD = 400;
  let from = 0;
  while (from < count && Math.abs(sample(from)) < HEARD) from += 1;
  let to = count;
  while (to > from && Math.abs(sample(to - 1)) < HEARD) to -= 1;
  const made = new Int16Array(Math.round(((to - from) * RATE) / rate));
  for (let index = 0; index < made.length; index += 1) {
    const at = from + (index * rate) / RATE;
    const [left, right] = [sample(Math.floor(at)), sample(Math.floor(at) + 1)];
    made[index] = Math.round(left + (right - left) * (at - Math.floor(at)));
  }
  return made;
}

/** The same with the noise of a room, which falls towards the high tones, so far below the voice where there is one. */
export function inRoom(voice: Int16Array, belowDb: number, roll: () => number): Int16Array {
  const pcm = Int16Array.from(voice);
  let power = 0;
  let heard = 0;
  for (const value of pcm) {
    if (Math.abs(value) < 300) continue;
    power += value * value;
    heard += 1;
  }
  const noise = new Float64Array(pcm.length);
  let low = 0;
  let noisePower = 0;
  for (let at = 0; at < noise.length; at += 1) {
    low = 0.9 * low + (roll() - 0.5);
    noise[at] = low;
    noisePower += low * low;
  }
  const wanted = Math.sqrt(power / Math.max(1, heard)) * 10 ** (-belowDb / 20);
  const scale = wanted / Math.sqrt(noisePower / Math.max(1, noise.length));
  for (let at = 0; at < pcm.length; at += 1) {
    pcm[at] = Math.max(-32_768, Math.min(32_767, Math.round((pcm[at] ?? 0) + (noise[at] ?? 0) * scale)));
  }
  return pcm;
}
