import type { Finding, RateClass } from '@rostrum/domain';
import type { EncodedSet } from './encode-set.ts';
import { type Loudness, soundFindings } from './loudness.ts';
import { type Master, makeMaster } from './make-master.ts';
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
}

/** What is made once all segments are there: the measured length, and poster and master from the best rendition. */
export async function finishSet(
  encoded: EncodedSet,
  work: { rate: RateClass; outDir: string; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<PreparedMedia> {
  const { rate } = work;
  const [top] = encoded.tracks.video;
  if (top === undefined) throw new RangeError('no rendition was made');
  const posterFile = await makePoster(top, work.outDir, work);
  const master = await makeMaster({ picture: top, sound: encoded.tracks.audio }, work.outDir, work);
  return {
    measuredMs: framesToMs(encoded.frames, rate),
    frames: encoded.frames,
    durationTicks: encoded.durationTicks,
    rate: { num: rate.num, den: rate.den, ticksPerFrame: rate.ticksPerFrame },
    tracks: encoded.tracks,
    loudness: encoded.loudness,
    findings: soundFindings(encoded.soundBefore),
    audioDurationSamples: encoded.audioDurationSamples,
    posterFile,
    master,
  };
}
