import { stat, statfs } from 'node:fs/promises';
import type { Card, RateClass, RenditionName, SourceFacts, Turned } from '@rostrum/domain';
import { aacFramesFor } from './aac-segments.ts';
import { takeSound } from './audio-run.ts';
import { encodeSet, removeSet } from './encode-set.ts';
import { finishSet, type PreparedMedia } from './finish-set.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { MediaProcessError, MediaRefusal } from './media-error.ts';
import { framesToMs, framesWithin, rateClassOf } from './rate-class.ts';
import { renderCard } from './render-card.ts';
import { measureSound } from './sound-length.ts';
import { makeStill } from './still-picture.ts';
import type { TrackListener } from './tracks.ts';
import { renditionsFor, takeVideoRun } from './video-run.ts';

export interface PrepareTake extends TrackListener {
  /** Absolute path of the original, as checkTake accepted it. */
  file: string;
  source: SourceFacts;
  /** An existing folder of this attempt's own. */
  outDir: string;
  renditions?: readonly RenditionName[];
  /** Clockwise, by hand, where the file's own matrix lies. */
  turned?: Turned | undefined;
  /** Shown throughout, where the take is sound alone; the portrait is a square JPEG of our own making. */
  card?: { card: Card; portrait?: Uint8Array } | undefined;
  /** The longest length that is still of use; a take that decodes to more is refused. */
  maxDurationMs: number;
  maxPixels?: number;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** True fraction of the frames to come, 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
}

/** Less than this share of the promised pictures means that the rest is missing. */
const WHOLE_SHARE = 0.97;
const SPARE_MS = 1000;
const SLOWEST_SPEED = 1 / 30;
const LEAST_TIMEOUT_MS = 10 * 60_000;

export function encodeTimeoutMs(lengthMs: number): number {
  return Math.max(LEAST_TIMEOUT_MS, Math.round(lengthMs / SLOWEST_SPEED));
}

/**
 * Makes the renditions of a take and measures it. Rejects with MediaRefusal when the file proves to be less
 * (truncated), more (too_long) or other (unreadable) than it promised; nothing it wrote is then left.
 */
export async function prepareTake(take: PrepareTake): Promise<PreparedMedia> {
  const { source } = take;
  await stat(take.file);
  const { rate, promised, tooMany, most } = lengthsOf(take);
  const renditions = take.renditions ?? renditionsFor(source);
  const timeoutMs = take.timeoutMs ?? encodeTimeoutMs(source.packetMs);
  const still = source.soundOnly === true ? await cardFor(take, { rate, most, timeoutMs }) : null;
  const maxFrames = still?.frames ?? most;

  const encoded = await refusingBroken(take.outDir, () =>
    encodeSet({
      video:
        still === null
          ? takeVideoRun({
              file: take.file,
              source,
              turned: take.turned,
              rate,
              renditions,
              outDir: take.outDir,
              maxFrames,
              maxPixels: take.maxPixels ?? DEFAULT_LIMITS.maxPixels,
            })
          : (work) => makeStill({ ...still, rate, renditions, outDir: take.outDir, timeoutMs }, work),
      videoFile: take.file,
      sound: {
        ...soundOf(take, { rate, promised, maxFrames }),
        levelled: false,
      },
      rate,
      renditions,
      outDir: take.outDir,
      expectedFrames: Math.min(promised, maxFrames),
      timeoutMs,
      signal: take.signal,
      onInit: take.onInit,
      onSegment: take.onSegment,
      onProgress: take.onProgress,
    }),
  );

  try {
    refuseByLength(encoded.frames, { take, rate, promised, tooMany });
    return await finishSet(encoded, { ...take, rate, timeoutMs });
  } catch (error) {
    await removeSet({ outDir: take.outDir, renditions });
    throw error;
  }
}

/** In pictures: what the packets promise, what is too many, and what is made at most. */
function lengthsOf({ source, maxDurationMs }: Pick<PrepareTake, 'source' | 'maxDurationMs'>) {
  const rate = rateClassOf(source.rate);
  const promised = Math.max(1, Math.round((source.packetMs * rate.num) / (1000 * rate.den)));
  const tooMany = framesWithin(maxDurationMs, rate) + 1;
  return { rate, promised, tooMany, most: Math.min(tooMany, promised + framesWithin(SPARE_MS, rate)) };
}

function soundOf(
  { file, source }: Pick<PrepareTake, 'file' | 'source'>,
  { rate, promised, maxFrames }: { rate: RateClass; promised: number; maxFrames: number },
) {
  return {
    sound: takeSound(file, source),
    frames: aacFramesFor(maxFrames * rate.ticksPerFrame, 90_000) + 1,
    expectedFrames: aacFramesFor(Math.min(promised, maxFrames) * rate.ticksPerFrame, 90_000),
  };
}

/** The card's picture, and for how many frames it is shown: as long as the sound is heard, counted by decoding it. */
async function cardFor(
  take: PrepareTake,
  { rate, most, timeoutMs }: { rate: RateClass; most: number; timeoutMs: number },
): Promise<{ rgba: Uint8Array; frames: number }> {
  const { file, source, signal, card } = take;
  if (card === undefined) throw new RangeError('sound alone needs a card');
  const mostMs = framesToMs(most, rate) + SPARE_MS;
  const lengthUs = await refusingBroken(take.outDir, () =>
    measureSound(file, source, { mostMs, timeoutMs, signal }),
  );
  if (lengthUs <= 0) throw new MediaRefusal('unreadable', { samples: 0 });
  const frames = Math.max(1, Math.round((lengthUs * rate.num) / (1_000_000 * rate.den)));
  const { rgba } = await renderCard(card.card, card.portrait);
  return { rgba, frames: Math.min(most, frames) };
}

function refuseByLength(
  frames: number,
  limit: { take: PrepareTake; rate: RateClass; promised: number; tooMany: number },
): void {
  const { packetMs } = limit.take.source;
  const measuredMs = framesToMs(frames, limit.rate);
  if (frames >= limit.tooMany)
    throw new MediaRefusal('too_long', {
      lengthMs: Math.max(packetMs, measuredMs),
      limitMs: limit.take.maxDurationMs,
    });
  if (frames < Math.floor(limit.promised * WHOLE_SHARE) - 1)
    throw new MediaRefusal('truncated', { promisedMs: packetMs, decodedMs: measuredMs });
}

const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/**
 * ffmpeg giving up on a file that it was given whole is the file's doing. Running out of time or of disk is
 * not: that is worth trying again.
 */
async function refusingBroken<T>(outDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MediaProcessError) || error.timedOut || !error.ran) throw error;
    const disk = await statfs(outDir);
    if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) throw error;
    throw new MediaRefusal('unreadable', {}, { cause: error });
  }
}
