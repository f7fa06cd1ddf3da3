import { execFileSync } from 'node:child_process';

export const SPEECH_RATE = 48_000;
const MOST_BYTES = 64 * 1024 * 1024;
const WAV_HEADER_BYTES = 44;
/** Of 32768: below it, nobody hears anything. */
const HEARD = 400;

export interface SpokenWords {
  text: string;
  /** As espeak-ng calls it. */
  voice: string;
  wordsPerMinute: number;
}

export const silence = (ms: number): Int16Array<ArrayBuffer> =>
  new Int16Array(Math.round((ms * SPEECH_RATE) / 1000));

/**
 * A text as espeak-ng reads it: one channel, 16 bit, 48 kHz. Without what it puts before and behind it: what is
 * silent is said by the test alone.
 */
export function speech({ text, voice, wordsPerMinute }: SpokenWords): Int16Array<ArrayBuffer> {
  const wav = execFileSync('espeak-ng', ['-v', voice, '-s', String(wordsPerMinute), '--stdout', '--stdin'], {
    input: text,
    maxBuffer: MOST_BYTES,
    timeout: 30_000,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const rate = wav.readUInt32LE(24);
  const count = Math.floor((wav.length - WAV_HEADER_BYTES) / 2);
  const sample = (index: number) => (index < count ? wav.readInt16LE(WAV_HEADER_BYTES + 2 * index) : 0);
  let from = 0;
  while (from < count && Math.abs(sample(from)) < HEARD) from += 1;
  let to = count;
  while (to > from && Math.abs(sample(to - 1)) < HEARD) to -= 1;
  const made = new Int16Array(Math.round(((to - from) * SPEECH_RATE) / rate));
  for (let index = 0; index < made.length; index += 1) {
    const at = from + (index * rate) / SPEECH_RATE;
    const [left, right] = [sample(Math.floor(at)), sample(Math.floor(at) + 1)];
    made[index] = Math.round(left + (right - left) * (at - Math.floor(at)));
  }
  return made;
}
