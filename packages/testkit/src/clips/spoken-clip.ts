import { createHash } from 'node:crypto';
import { clip, keptClip } from './clip.ts';
import { remade } from './remade.ts';
import { SPEECH_RATE, silence, speech } from './speech.ts';

export interface SpokenClip {
  file: string;
  /** When each sentence is first heard, and when it has been said. */
  sentences: { startMs: number; endMs: number }[];
}

interface Reading {
  sentences: readonly string[];
  /** As espeak-ng calls it. */
  voice: string;
  wordsPerMinute: number;
  /** Before the first, between two, and behind the last. */
  pauseMs: number;
}

/** A video in which a known text is read aloud. Made once per machine. */
export async function spokenClip({
  sentences,
  voice,
  wordsPerMinute,
  pauseMs,
}: Reading): Promise<SpokenClip> {
  const parts = [silence(pauseMs)];
  const samples = () => parts.reduce((sum, { length }) => sum + length, 0);
  const spoken: SpokenClip['sentences'] = [];
  for (const text of sentences) {
    const startMs = toMs(samples());
    parts.push(speech({ text, voice, wordsPerMinute }));
    spoken.push({ startMs, endMs: toMs(samples()) });
    parts.push(silence(pauseMs));
  }
  const pcm = Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
  const name = createHash('sha256').update(pcm).digest('hex').slice(0, 24);
  const sound = await keptClip(`${name}.pcm`, async () => pcm);
  const seconds = Math.ceil(samples() / SPEECH_RATE);
  const picture = await clip({ seconds, width: 426, height: 240, sound: 'none' });
  const inputs = ['-f', 's16le', '-ar', String(SPEECH_RATE), '-ac', '1', '-i', sound, '-i', '{in}'];
  const coded = ['-map', '1:v', '-map', '0:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', '64k'];
  return { file: await remade(picture, [...inputs, ...coded], 'mp4'), sentences: spoken };
}

const toMs = (samples: number) => Math.round((samples * 1000) / SPEECH_RATE);
