import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AUDIO_PROFILE, AUDIO_RATE, type Card, type RenditionName } from '@rostrum/domain';
import { removeSet } from './encode-set.ts';
import { finishSet, type PreparedMedia } from './finish-set.ts';
import type { Loudness } from './loudness.ts';
import { rateClassOf } from './rate-class.ts';
import { renderCard } from './render-card.ts';
import { makeStill } from './still-picture.ts';
import { Announcer, type TrackListener, type WrittenSegment, type WrittenTrack } from './tracks.ts';
import { scanUntil, VideoFolder } from './video-folder.ts';
import { profilesOf } from './video-run.ts';

export interface RedrawCard extends TrackListener {
  card: Card;
  /** A square JPEG of our own making. */
  portrait?: Uint8Array;
  rate: { num: number; den: number };
  frames: number;
  renditions: readonly RenditionName[];
  /** Prepared sound as files; it is told of as it is. */
  sound: { init: string; initSha256: string; segments: WrittenSegment[] };
  loudness: Loudness;
  /** An existing folder of this attempt's own. */
  outDir: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

const TIMEOUT_MS = 10 * 60_000;

/** Another card for sound that is prepared already. When this rejects, nothing that it wrote is left. */
export async function redrawCard(work: RedrawCard): Promise<PreparedMedia> {
  const { outDir, frames, loudness } = work;
  const rate = rateClassOf(work.rate);
  return await drawnTracks(work, async (tracks, signal) => {
    const encoded = {
      frames,
      durationTicks: frames * rate.ticksPerFrame,
      tracks,
      audioDurationSamples: tracks.audio.segments.reduce((sum, { durationTicks }) => sum + durationTicks, 0),
      soundBefore: loudness,
      loudness,
    };
    return await finishSet(encoded, { rate, outDir, timeoutMs: TIMEOUT_MS, signal });
  });
}

/** A card's picture beside its sound, and what `finish` makes of them. When this rejects, nothing of it is left. */
export async function drawnTracks<T>(
  work: Omit<RedrawCard, 'loudness'>,
  finish: (tracks: { video: WrittenTrack[]; audio: WrittenTrack }, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { outDir, renditions, frames } = work;
  const rate = rateClassOf(work.rate);
  const abort = new AbortController();
  const signal = work.signal === undefined ? abort.signal : AbortSignal.any([work.signal, abort.signal]);
  signal.throwIfAborted();
  const announcer = new Announcer(work, (error) => abort.abort(error));
  const profiles = profilesOf(renditions);
  try {
    const folders: VideoFolder[] = [];
    for (const profile of profiles) {
      const dir = path.join(outDir, profile.name);
      await mkdir(dir, { recursive: true });
      folders.push(new VideoFolder(dir, profile, announcer));
    }
    const audio = soundTrack(work.sound, announcer);
    const { rgba } = await renderCard(work.card, work.portrait);
    const still = { rgba, rate, frames, renditions, outDir, timeoutMs: TIMEOUT_MS };
    const onFrames = (made: number) => work.onProgress?.(Math.min(0.99, made / frames));
    const making = makeStill(still, { signal, onFrames });
    await scanUntil(folders, making).catch(async (error: unknown) => {
      abort.abort(error);
      await Promise.allSettled([making]);
      throw error;
    });
    await announcer.drain();
    const video = folders.flatMap(({ track }) => track ?? []);
    if (video.length !== profiles.length || folders.some((folder) => folder.frames !== frames))
      throw new RangeError('a card that is shorter than its sound');
    const made = await finish({ video, audio }, signal);
    work.onProgress?.(1);
    return made;
  } catch (error) {
    announcer.stop(error);
    await announcer.drain().catch(() => undefined);
    await removeSet({ outDir, renditions });
    throw work.signal?.aborted ? work.signal.reason : error;
  }
}

function soundTrack(sound: RedrawCard['sound'], announcer: Announcer): WrittenTrack {
  const { segments } = sound;
  const init = { track: 'audio' as const, file: sound.init, bytes: 0, sha256: sound.initSha256 };
  announcer.init(init);
  for (const segment of segments) announcer.segment(segment);
  const { codecs } = AUDIO_PROFILE;
  return { track: 'audio', init, timescale: AUDIO_RATE, codecs, width: null, height: null, segments };
}
