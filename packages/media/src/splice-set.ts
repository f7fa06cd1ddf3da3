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
import { measureSplice } from './cut-loudness.ts';
import { type CutPiece, edgeSource } from './cut-plan.ts';
import { type EncodedSet, removeSet } from './encode-set.ts';
import { decideLevel, RETOLD_LU, type SoundWork } from './hear-sound.ts';
import { joinTrack } from './join-track.ts';
import { type Loudness, levellingFor } from './loudness.ts';
import { runFfmpeg } from './runner.ts';
import { LATER_NICENESS } from './sandbox.ts';
import { scrubInit } from './scrub-init.ts';
import { SoundTrack } from './sound-track.ts';
import { type SpliceSound, spliceSound } from './splice-sound.ts';
import { Announcer, sha256, type TrackListener, type WrittenTrack } from './tracks.ts';
import { cutVideoRun, profilesOf, RAW_INIT } from './video-run.ts';

/** A take's rendition: what lies on this machine of it is brought when it is asked for. */
export interface TakeTrack {
  track: RenditionName;
  init(): Promise<string>;
  /** In order. Their files are only read, and their times are the take's. */
  segments: readonly { bytes: number; durationTicks: number; file(): Promise<string> }[];
}

export interface SpliceSet extends TrackListener {
  pieces: readonly CutPiece[];
  /** Every rendition that the cut shall have. */
  take: readonly TakeTrack[];
  /** The kept stretches of the take's sound, and where each starts in the cut, in samples. */
  soundPieces: Pick<SpliceSound, 'kept' | 'startsAt'>;
  /** The same as a filter, for sound that must be levelled anew. Asked for once, and the picture does not wait for it. */
  sound: () => Promise<Pick<SoundWork, 'sound' | 'levelled' | 'frames' | 'expectedFrames'>>;
  takeTruePeakDbtp?: number | undefined;
  rate: RateClass;
  outDir: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

/** Edges are short; more at once than there are processors gains nothing. */
const EDGES_AT_ONCE = 2;
/** What is brought waits for disks and networks. */
const BROUGHT_AT_ONCE = 8;

/**
 * A cut out of whole segments of the take, and edges encoded again from its highest rendition. Whole segments are
 * told of and not touched: whoever stores them can copy them where they are. Of a removed frame no byte is read by
 * an encoder or copied. Rejects when the take's init is not the encoder's own any
 * more (an older profile): such a cut must be encoded whole.
 * @param finish what is made of the whole; it is while the listener still stores segments
 */
export async function spliceSet<T>(
  set: SpliceSet,
  finish: (encoded: EncodedSet, signal: AbortSignal) => Promise<T>,
): Promise<T> {
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
    const sound = set.sound().then((asked) => {
      const work: SoundWork = { ...asked, outDir: set.outDir, timeoutMs: set.timeoutMs, signal };
      return makeSound(set, work, new SoundTrack(work, announcer, () => durationTicks), durationTicks);
    });
    const heard = sound.then(
      () => undefined,
      () => undefined,
    );
    const picture = makePicture(set, edges, announcer, { signal, heard });
    for (const one of [sound, picture]) one.catch(fail);
    // Neither may outlive this call, nor write into folders that are about to be removed.
    await Promise.allSettled([sound, picture]);
    const [{ before, ended }, video] = await Promise.all([sound, picture]);
    set.onProgress?.(1);
    const finished = finish(
      {
        frames,
        durationTicks,
        tracks: { video, audio: ended.track },
        audioDurationSamples: ended.samples,
        soundBefore: before,
        loudness: ended.loudness,
        peaks: ended.peaks,
      },
      signal,
    );
    finished.catch(fail);
    const told = announcer.drain();
    await Promise.allSettled([finished, told]);
    await told;
    return await finished;
  } catch (error) {
    announcer.stop(error);
    await announcer.drain().catch(() => undefined);
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
  durationTicks: number,
): Promise<{ before: Loudness; ended: Awaited<ReturnType<SoundTrack['finish']>> }> {
  const dir = path.join(set.outDir, 'audio');
  const splice = await spliceSound({
    ...set.soundPieces,
    audioFile: work.sound.file,
    frames: work.expectedFrames,
    dir,
    timeoutMs: work.timeoutMs,
    signal: work.signal,
  });
  const file = path.join(dir, 'spliced.mp4');
  await writeFile(file, Buffer.concat([aacInit(), aacSegment(splice.frames, 0, 1)]));
  const spliced = await measureSplice(file, splice, work, set.takeTruePeakDbtp);
  await rm(file);
  const wanted = levellingFor(spliced);
  if (Math.abs(wanted.gainDb) <= RETOLD_LU && spliced.truePeakDbtp <= AUDIO_PROFILE.truePeakDbtp) {
    await soundTrack.use(splice.frames);
    return { before: spliced, ended: await soundTrack.finish(durationTicks, spliced) };
  }
  const level = await decideLevel(work);
  await soundTrack.encode(level);
  return { before: level.measured, ended: await soundTrack.finish(durationTicks) };
}

/**
 * With the first piece and the sound the cut plays: until both are there, nothing else is begun, as it would be in
 * their way.
 * @param options.heard settles with the sound
 * @returns the highest and the lowest rendition, from which the rest is made
 */
async function makePicture(
  set: SpliceSet,
  edges: string,
  announcer: Announcer,
  { signal, heard }: { signal: AbortSignal; heard: Promise<void> },
): Promise<WrittenTrack[]> {
  const places: Place[] = [];
  await inTurn([...set.take.entries()], BROUGHT_AT_ONCE, async ([at, track]) => {
    places[at] = await beginTrack(set, track, announcer);
  });
  const numbered = set.pieces.map((piece, index) => ({ piece, index }));
  const encoded = numbered.filter(({ piece }) => piece.kind === 'edge').length;
  let done = 0;
  const put = async ({ piece, index }: (typeof numbered)[number]) => {
    signal.throwIfAborted();
    if (piece.kind === 'whole') {
      for (const place of places) tellWhole(set, place, { piece, index }, announcer);
      return;
    }
    const dir = path.join(edges, String(index));
    await encodeEdge(set, piece, dir, { signal, niceness: index === 0 ? 0 : LATER_NICENESS });
    for (const place of places) {
      const made = path.join(dir, place.take.track);
      await expectSameInit(path.join(made, RAW_INIT), place.init);
      await putPiece(set, place, { piece, index }, path.join(made, '00000.m4s'), announcer);
    }
    done += 1;
    set.onProgress?.(Math.min(0.99, done / encoded));
  };
  const [first, ...rest] = numbered;
  if (first !== undefined) await put(first);
  await heard;
  for (const one of rest) if (one.piece.kind === 'whole') await put(one);
  const wanted = places.filter((_, at) => at === 0 || at === places.length - 1);
  const ends = await Promise.allSettled([
    inTurn(
      rest.filter(({ piece }) => piece.kind === 'edge'),
      EDGES_AT_ONCE,
      put,
    ),
    bringWhole(set, wanted, signal),
  ]);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return wanted.map(({ written }) => written);
}

/** The files of whole segments, which what is made of the whole is made from. */
async function bringWhole(set: SpliceSet, places: readonly Place[], signal: AbortSignal): Promise<void> {
  const all = places.flatMap((place) => set.pieces.map((piece, index) => ({ place, piece, index })));
  await inTurn(all, BROUGHT_AT_ONCE, async ({ place: { take, written }, piece, index }) => {
    if (piece.kind !== 'whole') return;
    signal.throwIfAborted();
    const { bytes, durationTicks, file } = at(take, piece.segment);
    const startTicks = piece.startFrame * set.rate.ticksPerFrame;
    written.segments[index] = {
      track: take.track,
      file: await file(),
      index,
      startTicks,
      durationTicks,
      bytes,
    };
  });
}

/** So many at a time, begun in order; all have ended when this settles. */
async function inTurn<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const one = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const ends = await Promise.allSettled(
    Array.from({ length: atOnce }, () =>
      one().catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      }),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function encodeEdge(
  set: SpliceSet,
  piece: CutPiece & { kind: 'edge' },
  outDir: string,
  { signal, niceness }: { signal: AbortSignal; niceness: number },
): Promise<void> {
  const renditions = set.take.map((track) => track.track);
  const [highest] = profilesOf(renditions);
  const source = set.take.find((track) => track.track === highest?.name);
  if (source === undefined) throw new RangeError('no rendition to cut from');
  const { segments, frames } = edgeSource(piece, set.rate.gopFrames);
  const dirs = renditions.map((name) => path.join(outDir, name));
  for (const dir of dirs) await mkdir(dir, { recursive: true });
  const file = path.join(outDir, 'source.mp4');
  const parts = [source.init(), ...segments.map((index) => at(source, index).file())];
  await Promise.allSettled(parts);
  await joinTrack(await Promise.all(parts), file);
  await runFfmpeg(cutVideoRun({ file, rate: set.rate, frames, renditions, outDir }), {
    confinement: { read: [file], write: dirs, niceness },
    timeoutMs: set.timeoutMs,
    signal,
  });
}

interface Place {
  take: TakeTrack;
  dir: string;
  init: Buffer;
  written: WrittenTrack;
}

async function beginTrack(set: SpliceSet, take: TakeTrack, announcer: Announcer): Promise<Place> {
  const profile = RENDITIONS.find((entry) => entry.name === take.track);
  if (profile === undefined) throw new RangeError(`no rendition ${take.track}`);
  const dir = path.join(set.outDir, take.track);
  const initFile = path.join(dir, 'init.mp4');
  await copyFile(await take.init(), initFile);
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
  return { take, dir, init, written };
}

async function putPiece(
  set: SpliceSet,
  { take, dir, written }: Place,
  { piece, index }: { piece: CutPiece; index: number },
  from: string,
  announcer: Announcer,
): Promise<void> {
  const startTicks = piece.startFrame * set.rate.ticksPerFrame;
  const data = retimed(await readFile(from), startTicks, index + 1);
  const { samples, durationTicks } = fragmentTimes(data);
  if (samples !== piece.frames) throw new RangeError(`a piece of ${samples} frames, not ${piece.frames}`);
  const file = path.join(dir, `${String(index).padStart(5, '0')}.m4s`);
  await writeFile(file, data);
  const segment = { track: take.track, file, index, startTicks, durationTicks, bytes: data.length };
  written.segments[index] = segment;
  announcer.segment(segment);
}

function tellWhole(
  set: SpliceSet,
  { take }: Place,
  { piece, index }: { piece: CutPiece & { kind: 'whole' }; index: number },
  announcer: Announcer,
): void {
  const { bytes, durationTicks } = at(take, piece.segment);
  if (durationTicks !== piece.frames * set.rate.ticksPerFrame)
    throw new RangeError(`a segment of ${durationTicks} ticks, not of ${piece.frames} frames`);
  const startTicks = piece.startFrame * set.rate.ticksPerFrame;
  announcer.whole({ track: take.track, segment: piece.segment, index, startTicks, durationTicks, bytes });
}

async function expectSameInit(raw: string, init: Buffer): Promise<void> {
  if (!scrubInit(await readFile(raw)).equals(init))
    throw new RangeError('the take was made with another profile than the encoder has now');
}

function at({ segments }: TakeTrack, index: number): TakeTrack['segments'][number] {
  const found = segments[index];
  if (found === undefined) throw new RangeError(`the take has no segment ${index}`);
  return found;
}
