import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AUDIO_PROFILE,
  type RateClass,
  RENDITIONS,
  type RenditionName,
  VIDEO_TIMESCALE,
} from '@rostrum/domain';
import { aacInit, aacSegment } from './aac-segments.ts';
import { fragmentTimes, retimed } from './boxes.ts';
import { type CutPiece, edgeSource } from './cut-plan.ts';
import { type EncodedSet, removeSet } from './encode-set.ts';
import { joinTrack } from './join-track.ts';
import { type Loudness, levellingFor } from './loudness.ts';
import { runFfmpeg } from './runner.ts';
import { scrubInit } from './scrub-init.ts';
import { decideLevel, measureFile, RETOLD_LU, SoundTrack, type SoundWork } from './sound-track.ts';
import { type SpliceSound, spliceSound } from './splice-sound.ts';
import { Announcer, sha256, type TrackListener, type WrittenTrack } from './tracks.ts';
import { cutVideoRun, profilesOf, RAW_INIT } from './video-run.ts';

/** A take's rendition on this machine: its init, and all of its segments in order. */
export interface LocalTrack {
  track: RenditionName;
  init: string;
  segments: readonly string[];
}

export interface SpliceSet extends TrackListener {
  pieces: readonly CutPiece[];
  /** Every rendition that the cut shall have. */
  take: readonly LocalTrack[];
  /** The kept stretches of the take's sound, and where each starts in the cut, in samples. */
  soundPieces: Pick<SpliceSound, 'kept' | 'startsAt'>;
  /** The same as a filter, for sound that must be levelled anew. */
  sound: Pick<SoundWork, 'sound' | 'levelled' | 'frames' | 'expectedFrames'>;
  rate: RateClass;
  outDir: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

/** Edges are short; more at once than there are processors gains nothing. */
const EDGES_AT_ONCE = 2;

/**
 * A cut out of whole segments of the take, and edges encoded again from its highest rendition. Of a removed
 * frame no byte is read by an encoder or copied. Rejects when the take's init is not the encoder's own any
 * more (an older profile): such a cut must be encoded whole.
 */
export async function spliceSet(set: SpliceSet): Promise<EncodedSet> {
  const names = set.take.map((track) => track.track);
  const abort = new AbortController();
  const forward = () => abort.abort(set.signal?.reason);
  set.signal?.throwIfAborted();
  set.signal?.addEventListener('abort', forward, { once: true });
  const fail = (error: unknown) => abort.abort(error);
  const { signal } = abort;
  const announcer = new Announcer(set, fail);
  const edges = path.join(set.outDir, 'edges');
  const frames = set.pieces.reduce((sum, piece) => sum + piece.frames, 0);
  const durationTicks = frames * set.rate.ticksPerFrame;
  try {
    for (const dir of [...names, 'audio', 'edges'])
      await mkdir(path.join(set.outDir, dir), { recursive: true });
    const work: SoundWork = { ...set.sound, outDir: set.outDir, timeoutMs: set.timeoutMs, signal };
    const soundTrack = new SoundTrack(work, announcer, () => durationTicks);
    const sound = makeSound(set, work, soundTrack);
    const picture = encodeEdges(set, edges, signal);
    sound.catch(fail);
    picture.catch(fail);
    const [{ before, now }] = await Promise.allSettled([sound, picture]).then(() =>
      Promise.all([sound, picture]),
    );

    const video: WrittenTrack[] = [];
    for (const track of set.take) video.push(await assemble(set, track, edges, announcer));
    const ended = await soundTrack.finish(durationTicks, now);
    await announcer.drain();
    set.onProgress?.(1);
    return {
      frames,
      durationTicks,
      tracks: { video, audio: ended.track },
      audioDurationSamples: ended.samples,
      soundBefore: before,
      loudness: ended.loudness,
    };
  } catch (error) {
    await removeSet({ outDir: set.outDir, renditions: names });
    throw signal.aborted ? signal.reason : error;
  } finally {
    await rm(edges, { recursive: true, force: true });
    set.signal?.removeEventListener('abort', forward);
  }
}

/**
 * The take's frames and new edges. Where the cut's loudness is off by more than a loudness unit (a loud part
 * was removed, say), its sound is levelled and encoded anew.
 */
async function makeSound(
  set: SpliceSet,
  work: SoundWork,
  soundTrack: SoundTrack,
): Promise<{ before: Loudness; now?: Loudness }> {
  const dir = path.join(set.outDir, 'audio');
  const frames = await spliceSound({
    ...set.soundPieces,
    audioFile: work.sound.file,
    frames: work.expectedFrames,
    dir,
    timeoutMs: work.timeoutMs,
    signal: work.signal,
  });
  const file = path.join(dir, 'spliced.mp4');
  await writeFile(file, Buffer.concat([aacInit(), aacSegment(frames, 0, 1)]));
  const spliced = await measureFile(file, work);
  await rm(file);
  const wanted = levellingFor(spliced);
  if (Math.abs(wanted.gainDb) <= RETOLD_LU && spliced.truePeakDbtp <= AUDIO_PROFILE.truePeakDbtp) {
    await soundTrack.use(frames);
    return { before: spliced, now: spliced };
  }
  const level = await decideLevel(work);
  await soundTrack.encode(level);
  return { before: level.measured };
}

async function encodeEdges(set: SpliceSet, edges: string, signal: AbortSignal): Promise<void> {
  const renditions = set.take.map((track) => track.track);
  const [highest] = profilesOf(renditions);
  const source = set.take.find((track) => track.track === highest?.name);
  if (source === undefined) throw new RangeError('no rendition to cut from');
  const waiting = set.pieces.flatMap((piece, index) => (piece.kind === 'edge' ? [{ piece, index }] : []));
  const all = waiting.length;
  let done = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { segments, frames } = edgeSource(next.piece, set.rate.gopFrames);
      const outDir = path.join(edges, String(next.index));
      const dirs = renditions.map((name) => path.join(outDir, name));
      for (const dir of dirs) await mkdir(dir, { recursive: true });
      const file = path.join(outDir, 'source.mp4');
      await joinTrack([source.init, ...segments.map((index) => at(source.segments, index))], file);
      await runFfmpeg(cutVideoRun({ file, rate: set.rate, frames, renditions, outDir }), {
        confinement: { read: [file], write: dirs },
        timeoutMs: set.timeoutMs,
        signal,
      });
      done += 1;
      set.onProgress?.(Math.min(0.99, done / all));
    }
  };
  await Promise.all(Array.from({ length: EDGES_AT_ONCE }, worker));
}

async function assemble(
  set: SpliceSet,
  take: LocalTrack,
  edges: string,
  announcer: Announcer,
): Promise<WrittenTrack> {
  const profile = RENDITIONS.find((entry) => entry.name === take.track);
  if (profile === undefined) throw new RangeError(`no rendition ${take.track}`);
  const dir = path.join(set.outDir, take.track);
  const initFile = path.join(dir, 'init.mp4');
  await copyFile(take.init, initFile);
  const init = await readFile(initFile);
  const written: WrittenTrack = {
    track: take.track,
    init: { track: take.track, file: initFile, bytes: init.length, sha256: sha256(init) },
    timescale: VIDEO_TIMESCALE,
    codecs: profile.codecs,
    width: profile.width,
    height: profile.height,
    segments: [],
  };
  announcer.init(written.init);
  for (const [index, piece] of set.pieces.entries()) {
    const from =
      piece.kind === 'whole'
        ? at(take.segments, piece.segment)
        : path.join(edges, String(index), take.track, '00000.m4s');
    if (piece.kind === 'edge') await expectSameInit(path.join(path.dirname(from), RAW_INIT), init);
    const startTicks = piece.startFrame * set.rate.ticksPerFrame;
    const data = retimed(await readFile(from), startTicks, index + 1);
    const times = fragmentTimes(data);
    if (times.samples !== piece.frames)
      throw new RangeError(`a piece of ${times.samples} frames, not ${piece.frames}`);
    const file = path.join(dir, `${String(index).padStart(5, '0')}.m4s`);
    await writeFile(file, data);
    const segment = {
      track: take.track,
      file,
      index,
      startTicks,
      durationTicks: times.durationTicks,
      bytes: data.length,
    };
    written.segments.push(segment);
    announcer.segment(segment);
  }
  return written;
}

async function expectSameInit(raw: string, init: Buffer): Promise<void> {
  if (!scrubInit(await readFile(raw)).equals(init))
    throw new RangeError('the take was made with another profile than the encoder has now');
}

function at(files: readonly string[], index: number): string {
  const file = files[index];
  if (file === undefined) throw new RangeError(`the take has no segment ${index}`);
  return file;
}
