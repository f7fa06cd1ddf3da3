import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Finding, RateClass } from '@rostrum/domain';
import type { EncodedSet } from './encode-set.ts';
import { type Loudness, soundFindings } from './loudness.ts';
import { type Master, makeMaster } from './make-master.ts';
import { makePeaks, writePeaks } from './make-peaks.ts';
import { type MadeStoryboard, makeStoryboard } from './make-storyboard.ts';
import { makePoster } from './poster.ts';
import { framesToMs } from './rate-class.ts';
import type { WrittenTrack } from './tracks.ts';

/** What was made. Files stay in `outDir` until the caller removes them. */
export interface PreparedMedia {
  /** From the frames that were decoded and encoded: the length that rules are judged on. */
  measuredMs: number;
  frames: number;
  durationTicks: number;
  rate: { num: number; den: number; ticksPerFrame: number };
  tracks: { video: WrittenTrack[]; audio: WrittenTrack };
  loudness: Loudness;
  findings: Finding[];
  audioDurationSamples: number;
  posterFile: string;
  /** Of the highest rendition, for whoever may have it as a file. */
  master: Master;
  storyboard: MadeStoryboard;
  peaks: { file: string; bytes: number };
}

const BESIDE = /^(poster\.jpg|master\.mp4|peaks\.dat|storyboard-\d+\.jpg)$/;

/** What is made once all segments are there, side by side. All of it from the segments: from nothing that a cut left out. */
export async function finishSet(
  encoded: EncodedSet,
  work: { rate: RateClass; outDir: string; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<PreparedMedia> {
  const { rate, outDir } = work;
  const { video, audio } = encoded.tracks;
  const highest = video[0];
  const lowest = video.at(-1);
  if (highest === undefined || lowest === undefined) throw new RangeError('no rendition was made');
  const abort = new AbortController();
  const signal = work.signal === undefined ? abort.signal : AbortSignal.any([work.signal, abort.signal]);
  const options = { timeoutMs: work.timeoutMs, signal };
  const all = [
    makePoster({ highest, lowest }, { ...options, rate, outDir }),
    makeMaster({ picture: highest, sound: audio }, outDir, options),
    makeStoryboard(lowest, rate, outDir, options),
    encoded.peaks ? writePeaks(encoded.peaks, outDir) : makePeaks(audio, outDir, options),
  ] as const;
  for (const one of all) one.catch((error: unknown) => abort.abort(error));
  // None may outlive this call, nor write into a folder that is about to be removed.
  await Promise.allSettled(all);
  if (signal.aborted) {
    for (const name of await readdir(outDir))
      if (BESIDE.test(name)) await rm(path.join(outDir, name), { force: true });
    throw signal.reason;
  }
  const [posterFile, master, storyboard, { silences, ...peaks }] = await Promise.all(all);
  const measuredMs = framesToMs(encoded.frames, rate);
  return {
    measuredMs,
    frames: encoded.frames,
    durationTicks: encoded.durationTicks,
    rate: { num: rate.num, den: rate.den, ticksPerFrame: rate.ticksPerFrame },
    tracks: encoded.tracks,
    loudness: encoded.loudness,
    findings: soundFindings(encoded.soundBefore, {
      heard: encoded.soundHeard ?? null,
      silences,
      measuredMs,
    }),
    audioDurationSamples: encoded.audioDurationSamples,
    posterFile,
    master,
    storyboard,
    peaks,
  };
}
