import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RateClass, RenditionName } from '@rostrum/domain';
import { decideLevel, type SoundWork } from './hear-sound.ts';
import type { HeardSound, Loudness } from './loudness.ts';
import type { Peaks } from './make-peaks.ts';
import { MediaRefusal } from './media-error.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import { ENCODER_NICENESS } from './sandbox.ts';
import { SoundTrack } from './sound-track.ts';
import { Announcer, type TrackListener, type WrittenTrack } from './tracks.ts';
import { scanUntil, VideoFolder } from './video-folder.ts';
import { profilesOf } from './video-run.ts';

/** Makes what an encoder would: every rendition's raw init and whole segments, in the set's folders. */
export type MakePicture = (work: { signal: AbortSignal; onFrames(frames: number): void }) => Promise<unknown>;

export interface EncodeSet extends TrackListener {
  video: FfmpegRun | MakePicture;
  videoFile: string;
  sound: Pick<SoundWork, 'sound' | 'levelled' | 'frames' | 'expectedFrames'>;
  rate: RateClass;
  renditions: readonly RenditionName[];
  outDir: string;
  /** What a whole run will make, for the fraction alone. */
  expectedFrames: number;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

export interface EncodedSet {
  frames: number;
  durationTicks: number;
  tracks: { video: WrittenTrack[]; audio: WrittenTrack };
  audioDurationSamples: number;
  /** Of the sound as it came, and as it is now, decoded from the segments. */
  soundBefore: Loudness;
  /** Where the sound was heard before it was encoded. */
  soundHeard?: HeardSound;
  loudness: Loudness;
  /** The sound's waveform, where it was seen while the sound was measured. */
  peaks?: Peaks | null;
}

/**
 * One process for the picture's every rendition, and one beside it for the sound. When this settles, both
 * have ended; when it rejects, nothing that it wrote is left in `outDir`.
 */
export async function encodeSet(set: EncodeSet): Promise<EncodedSet> {
  const profiles = profilesOf(set.renditions);
  const abort = new AbortController();
  const outer = set.signal;
  const forward = () => abort.abort(outer?.reason);
  outer?.throwIfAborted();
  outer?.addEventListener('abort', forward, { once: true });
  const fail = (error: unknown) => abort.abort(error);
  const { signal } = abort;
  const announcer = new Announcer(set, fail);
  const dirs = profiles.map((profile) => path.join(set.outDir, profile.name));
  try {
    for (const dir of [...dirs, path.join(set.outDir, 'audio')]) await mkdir(dir, { recursive: true });
    const folders = profiles.map((profile, i) => new VideoFolder(dirs[i] ?? '', profile, announcer));
    const work: SoundWork = { ...set.sound, outDir: set.outDir, timeoutMs: set.timeoutMs, signal };
    const reached = () => Math.min(...folders.map((folder) => folder.ticks));
    const soundTrack = new SoundTrack(work, announcer, reached);

    const onFrames = (frames: number) =>
      set.onProgress?.(Math.min(0.99, frames / Math.max(1, set.expectedFrames)));
    const picture =
      typeof set.video === 'function'
        ? set.video({ signal, onFrames })
        : runFfmpeg(set.video, {
            // Nobody can watch before it is known how loud the sound is: the picture lets that pass.
            confinement: { read: [set.videoFile], write: dirs, niceness: ENCODER_NICENESS },
            timeoutMs: set.timeoutMs,
            signal,
            onProgress: ({ frames }) => onFrames(frames),
          });
    const sound = (async () => {
      const level = await decideLevel(work);
      await soundTrack.encode(level);
      const before = await soundTrack.measureBefore(level);
      await soundTrack.measureMade();
      return { before, heard: level.heard };
    })();
    picture.catch(fail);
    sound.catch(fail);
    await scanUntil([...folders, soundTrack], Promise.all([picture, sound])).catch(async (error: unknown) => {
      fail(error);
      // Neither may outlive this call, nor write into folders that are about to be removed.
      await Promise.allSettled([picture, sound]);
      throw signal.reason ?? error;
    });

    const tracks = folders.map((folder) => folder.track).filter((track) => track !== null);
    const frames = folders.map((folder) => folder.frames);
    const [first = 0] = frames;
    if (first === 0) throw new MediaRefusal('unreadable', { frames: 0 });
    if (tracks.length !== folders.length || frames.some((count) => count !== first))
      throw new RangeError(`renditions differ in length: ${frames.join(', ')} frames`);
    const durationTicks = first * set.rate.ticksPerFrame;
    const ended = await soundTrack.finish(durationTicks);
    await announcer.drain();
    set.onProgress?.(1);
    return {
      frames: first,
      durationTicks,
      tracks: { video: tracks, audio: ended.track },
      audioDurationSamples: ended.samples,
      soundBefore: (await sound).before,
      soundHeard: (await sound).heard,
      loudness: ended.loudness,
      peaks: ended.peaks,
    };
  } catch (error) {
    // What is being stored ends first, so that nothing lands behind the erasing.
    announcer.stop(error);
    await announcer.drain().catch(() => undefined);
    await removeSet(set);
    throw error;
  } finally {
    outer?.removeEventListener('abort', forward);
  }
}

/** Removes what encodeSet wrote. For what is found wrong only afterwards. */
export async function removeSet(set: Pick<EncodeSet, 'outDir' | 'renditions'>): Promise<void> {
  for (const name of [...set.renditions, 'audio'])
    await rm(path.join(set.outDir, name), { recursive: true, force: true });
}
