import { SPEECH_RATE as RATE, silence, speech } from '@rostrum/testkit/clips';
import { Peaks, SAMPLES_PER_PEAK } from '../make-peaks.ts';

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

const spoken = (text: string, voice: string, wordsPerMinute: number) =>
  speech({ text, voice, wordsPerMinute });

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
