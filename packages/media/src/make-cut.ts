import { type Edit, editProblem, type RenditionName, VIDEO_TIMESCALE } from '@rostrum/domain';
import { aacFramesFor } from './aac-segments.ts';
import { cutSound } from './audio-run.ts';
import { planCut } from './cut-plan.ts';
import { countFrames, keptFrames, keptSamples, startsOf } from './cut-ranges.ts';
import { type EncodedSet, encodeSet, removeSet } from './encode-set.ts';
import { finishSet, type PreparedMedia } from './finish-set.ts';
import { encodeTimeoutMs } from './prepare-take.ts';
import { framesToMs, rateClassOf } from './rate-class.ts';
import { spliceSet, type TakeTrack } from './splice-set.ts';
import type { TrackListener } from './tracks.ts';
import { cutVideoRun, profilesOf } from './video-run.ts';

export interface MakeCut extends TrackListener {
  /** The take's levelled sound as one local file: its init, then every segment. The picture does not wait for it. */
  audioFile: string | Promise<string>;
  /**
   * The take's renditions, segment by segment: with them, whole segments are used as they are (`onWhole` is told)
   * and only the edges are encoded, in seconds. Without them, the cut is encoded whole from `videoFile`.
   */
  take?: readonly TakeTrack[];
  /** The take's highest rendition as one local file: its init, then every segment. Wanted without `take` alone. */
  videoFile?: string;
  /** Of all of the take's sound. Known, only what a cut encodes anew need be measured for its peak. */
  takeTruePeakDbtp?: number;
  edit: Edit;
  rate: { num: number; den: number };
  /** Frames of the take, as it was measured. */
  takeFrames: number;
  renditions: readonly RenditionName[];
  outDir: string;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * Encodes the part of a take that will be shown. What is removed is in no file that this writes: neither
 * frames nor samples of it reach an encoder. Its length is whole frames: at most what the edit asks for.
 */
export async function makeCut(cut: MakeCut): Promise<PreparedMedia> {
  const rate = rateClassOf(cut.rate);
  const problem = editProblem(cut.edit, framesToMs(cut.takeFrames, rate));
  if (problem !== null) throw new RangeError(`edit cannot be made: ${problem}`);
  const frames = keptFrames(cut.edit, rate, cut.takeFrames);
  const count = countFrames(frames);
  if (count === 0) throw new RangeError('edit cannot be made: nothing_left');
  const timeoutMs = cut.timeoutMs ?? encodeTimeoutMs(framesToMs(cut.takeFrames, rate));
  const samples = keptSamples(frames, rate);

  const sound = async () => ({
    sound: cutSound(await cut.audioFile, samples),
    levelled: true,
    frames: aacFramesFor(count * rate.ticksPerFrame, VIDEO_TIMESCALE) + 1,
    expectedFrames: aacFramesFor(count * rate.ticksPerFrame, VIDEO_TIMESCALE),
  });
  const work = {
    rate,
    outDir: cut.outDir,
    timeoutMs,
    signal: cut.signal,
    onInit: cut.onInit,
    onSegment: cut.onSegment,
    onWhole: cut.onWhole,
    onProgress: cut.onProgress,
  };
  const finish = async (encoded: EncodedSet, signal: AbortSignal | undefined) => {
    if (encoded.frames !== count)
      throw new RangeError(`the cut has ${encoded.frames} frames where ${count} were asked for`);
    return await finishSet(encoded, { rate, outDir: cut.outDir, timeoutMs, signal });
  };
  const { take, videoFile } = cut;
  if (take !== undefined) {
    const pieces = {
      soundPieces: { kept: samples, startsAt: startsOf(frames, rate) },
      pieces: planCut(frames, rate.gopFrames, cut.takeFrames),
      take: profilesOf(cut.renditions).map((profile) => trackOf(take, profile.name)),
      takeTruePeakDbtp: cut.takeTruePeakDbtp,
    };
    return await spliceSet({ ...work, ...pieces, sound }, finish);
  }
  if (videoFile === undefined) throw new RangeError('nothing to cut from');
  const { renditions, outDir } = cut;
  const encoded = await encodeSet({
    ...work,
    sound: await sound(),
    video: cutVideoRun({ file: videoFile, rate, frames, renditions, outDir }),
    videoFile,
    renditions,
    expectedFrames: count,
  });
  try {
    return await finish(encoded, cut.signal);
  } catch (error) {
    await removeSet(cut);
    throw error;
  }
}

function trackOf(take: readonly TakeTrack[], name: RenditionName): TakeTrack {
  const found = take.find((track) => track.track === name);
  if (found === undefined) throw new RangeError(`the take has no rendition ${name}`);
  return found;
}
