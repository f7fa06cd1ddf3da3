import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AAC_FRAME } from '@rostrum/domain';
import {
  AdtsReader,
  aacFramesBefore,
  aacInit,
  aacSegment,
  MOST_AAC_FRAMES_PER_SEGMENT,
} from './aac-segments.ts';
import { encodeSilenceRun } from './audio-run.ts';
import { runFfmpeg } from './runner.ts';
import { sha256, type WrittenSegment } from './tracks.ts';

export interface SilentSound {
  init: string;
  initSha256: string;
  segments: WrittenSegment[];
}

/** So many AAC frames in which nothing is heard, in segments as long as every sound's, below `audio` in `outDir`. */
export async function makeSilence(
  frames: number,
  { outDir, ...run }: { outDir: string; timeoutMs: number; signal: AbortSignal },
): Promise<SilentSound> {
  const dir = path.join(outDir, 'audio');
  await mkdir(dir, { recursive: true });
  const made = await silence(frames, { dir, ...run });
  const init = path.join(dir, 'init.mp4');
  await writeFile(init, aacInit());
  const segments: WrittenSegment[] = [];
  for (let told = 0; told < frames; ) {
    const index = segments.length;
    const left = frames - told;
    const count = left <= MOST_AAC_FRAMES_PER_SEGMENT ? left : aacFramesBefore(index + 1) - told;
    const data = aacSegment(made.slice(told, told + count), told, index + 1);
    const file = path.join(dir, `${String(index).padStart(5, '0')}.m4s`);
    await writeFile(file, data);
    segments.push({
      track: 'audio',
      file,
      index,
      startTicks: told * AAC_FRAME,
      durationTicks: count * AAC_FRAME,
      bytes: data.length,
    });
    told += count;
  }
  return { init, initSha256: sha256(aacInit()), segments };
}

/** Silence is silence: what was encoded once serves every card of its length. */
const encoded = new Map<number, Buffer[]>();
const MOST_KEPT = 8;

async function silence(
  frames: number,
  { dir, ...run }: { dir: string; timeoutMs: number; signal: AbortSignal },
): Promise<Buffer[]> {
  const known = encoded.get(frames);
  if (known !== undefined) return known;
  const stream = path.join(dir, 'silence.aac');
  // One more, as the encoder may keep its last to itself.
  await runFfmpeg(encodeSilenceRun(frames + 1, stream), { confinement: { read: [], write: [dir] }, ...run });
  const made = new AdtsReader().push(await readFile(stream)).slice(0, frames);
  await rm(stream);
  if (made.length < frames) throw new RangeError('the encoder made too little silence');
  if (encoded.size >= MOST_KEPT) encoded.clear();
  encoded.set(frames, made);
  return made;
}
