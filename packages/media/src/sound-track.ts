import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AAC_FRAME, AUDIO_PROFILE, AUDIO_RATE, VIDEO_TIMESCALE } from '@rostrum/domain';
import {
  AAC_FRAMES_PER_SEGMENT,
  AdtsReader,
  aacFramesFor,
  aacInit,
  aacSegment,
  MOST_AAC_FRAMES_PER_SEGMENT,
} from './aac-segments.ts';
import {
  beganAnew,
  encodeSoundRun,
  evenSound,
  measureRun,
  openSoundRun,
  type PeakKind,
  type SoundSource,
} from './audio-run.ts';
import { joinTrack } from './join-track.ts';
import { asItIs, corrected, type Levelling, type Loudness, levellingFor, parseLoudness } from './loudness.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import type { Confinement } from './sandbox.ts';
import { type Announcer, sha256, type WrittenTrack } from './tracks.ts';

export interface SoundWork {
  sound: SoundSource;
  outDir: string;
  /** As many as the picture may at most need; the end is cut to what it did need. */
  frames: number;
  /** As many as it is expected to need: only these are measured before. */
  expectedFrames: number;
  timeoutMs: number;
  signal: AbortSignal;
  /** Given: the sound is already levelled, and its gain is left alone within a loudness unit of the target. */
  levelled: boolean;
}

/** A limiter that costs more than this is answered with more gain. */
const TOLERATED_LU = 0.5;
/** Each costs a pass over the sound; a voice needs one, a pulse more. */
const MOST_CORRECTIONS = 4;
/** So much sound is measured between the samples at once: it costs a tenth of a second. */
const SHORT_SAMPLES = 60 * AUDIO_RATE;
/** What lies between two samples is seldom higher by more; the result is measured between them again. */
const BETWEEN_SAMPLES_DB = 1;
/** A take's sound in one form, while it is needed. */
const EVEN = 'even.mkv';
/** What a cut may be off its take's level before it is levelled anew. */
export const RETOLD_LU = 1;

export interface Levelled {
  /** What was measured, and is to be encoded. */
  sound: SoundSource;
  measured: Loudness;
  /** Whether its peak is that between the samples, or only reckoned from them. */
  exact: boolean;
  levelling: Levelling;
}

/**
 * Measures the sound and decides its gain, as fast as can be: nobody can watch before it stands. A take's own
 * file is read once; every pass to come reads what that wrote.
 */
export async function decideLevel(work: SoundWork): Promise<Levelled> {
  const { sound, measured, exact } = await opened(work);
  const levelling = levellingFor(measured);
  if (work.levelled && Math.abs(levelling.gainDb) <= RETOLD_LU)
    return { sound, measured, exact, levelling: asItIs(measured) };
  return { sound, measured, exact, levelling: await behindLimiter({ ...work, sound }, measured, levelling) };
}

async function opened(work: SoundWork): Promise<Omit<Levelled, 'levelling'>> {
  const { sound } = work;
  const exact = work.expectedFrames * AAC_FRAME <= SHORT_SAMPLES;
  const peak = exact ? 'true' : 'sample';
  if (sound.take === undefined) return { sound, exact, measured: await measure(sound, work, { peak }) };
  const file = path.join(work.outDir, 'audio', EVEN);
  const run = openSoundRun(sound.file, { source: sound.take, samples: work.frames * AAC_FRAME, peak }, file);
  const told = await runMeasuring(run, work, { read: [sound.file], write: [path.dirname(file)] });
  const even = evenSound(file);
  const measured = beganAnew(told.stderrTail)
    ? await measure(even, work, { peak })
    : loudnessOf(told.stderrTail, peak);
  return { sound: even, exact, measured };
}

/** Raises the gain until what comes out of the limiter is loud enough, or nothing more can be had. */
async function behindLimiter(work: SoundWork, measured: Loudness, first: Levelling): Promise<Levelling> {
  let levelling = first;
  for (let round = 0; round < MOST_CORRECTIONS && levelling.limitDbtp !== null; round += 1) {
    const after = await measure(work.sound, work, { peak: 'sample', levelling });
    if (Math.abs(after.integratedLufs - AUDIO_PROFILE.integratedLufs) <= TOLERATED_LU) break;
    const next = corrected(levelling, measured, after);
    if (next.gainDb === levelling.gainDb) break;
    levelling = next;
  }
  return levelling;
}

/** Of a file that holds prepared sound. */
export async function measureFile(file: string, work: SoundWork): Promise<Loudness> {
  const sound = { file, graph: '[0:a:0]anull[sound]', pad: 'sound', copyTimes: false };
  return await measureWhole(sound, work);
}

/** With the peak between the samples. */
export async function measureWhole(sound: SoundSource, work: SoundWork): Promise<Loudness> {
  return await measure(sound, work, { peak: 'true' });
}

async function measure(
  sound: SoundSource,
  work: SoundWork,
  how: Parameters<typeof measureRun>[2],
): Promise<Loudness> {
  const run = measureRun(sound, work.expectedFrames * AAC_FRAME, how);
  const { stderrTail } = await runMeasuring(run, work, { read: [sound.file], write: [] });
  return loudnessOf(stderrTail, how.peak);
}

function runMeasuring(run: FfmpegRun, { timeoutMs, signal }: SoundWork, confinement: Confinement) {
  return runFfmpeg(run, { confinement, timeoutMs, signal });
}

function loudnessOf(stderrTail: string, peak: PeakKind): Loudness {
  const loudness = parseLoudness(stderrTail);
  if (loudness === null) throw new RangeError('ebur128 printed no summary');
  const { integratedLufs, truePeakDbtp } = loudness;
  return peak === 'true' ? loudness : { integratedLufs, truePeakDbtp: truePeakDbtp + BETWEEN_SAMPLES_DB };
}

/**
 * Encodes the sound into one ADTS file and packs its frames into segments as they come, but never ahead of
 * the picture: a segment is told of only when the picture reaches past it, so that none must be taken back.
 */
export class SoundTrack {
  readonly #dir: string;
  readonly #work: SoundWork;
  readonly #announcer: Announcer;
  readonly #adts: string;
  readonly #reader = new AdtsReader();
  readonly #frames: Buffer[] = [];
  readonly #pictureTicks: () => number;
  #read = 0;
  #told = 0;
  #track: WrittenTrack | null = null;

  constructor(work: SoundWork, announcer: Announcer, pictureTicks: () => number) {
    this.#dir = path.join(work.outDir, 'audio');
    this.#adts = path.join(this.#dir, 'frames.aac');
    this.#work = work;
    this.#announcer = announcer;
    this.#pictureTicks = pictureTicks;
  }

  /** Takes frames that were made elsewhere, instead of encoding. */
  async use(frames: readonly Buffer[]): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    this.#frames.push(...frames);
  }

  async encode({ sound, levelling }: Pick<Levelled, 'sound' | 'levelling'>): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    await runFfmpeg(encodeSoundRun(sound, levelling, this.#work.frames, this.#adts), {
      confinement: { read: [sound.file], write: [this.#dir] },
      timeoutMs: this.#work.timeoutMs,
      signal: this.#work.signal,
    });
  }

  /**
   * What the sound was like before: as it came, with its peak between the samples. After that, what the passes
   * read is gone. Call when the sound is encoded: nobody waits for this.
   */
  async measureBefore({ sound, measured, exact }: Levelled): Promise<Loudness> {
    const before = exact ? measured : await measureWhole(sound, this.#work);
    await rm(path.join(this.#dir, EVEN), { force: true });
    return before;
  }

  async scan(): Promise<void> {
    await this.#readMore();
    const reached = Math.floor((this.#pictureTicks() * AUDIO_RATE) / VIDEO_TIMESCALE / AAC_FRAME);
    while (this.#told + AAC_FRAMES_PER_SEGMENT <= Math.min(reached, this.#frames.length))
      await this.#tell(AAC_FRAMES_PER_SEGMENT);
  }

  /** Cuts the end to the picture's real length, and tells the rest. Call when both encoders have ended. */
  async finish(
    pictureTicks: number,
    known?: Loudness,
  ): Promise<{ track: WrittenTrack; samples: number; loudness: Loudness }> {
    await this.#readMore();
    const wanted = aacFramesFor(pictureTicks, VIDEO_TIMESCALE);
    if (this.#frames.length < wanted) throw new RangeError('the encoder made less sound than picture');
    while (this.#told < wanted) {
      const left = wanted - this.#told;
      // A last segment of a few frames would be shorter than players like: the last two share.
      const next = left <= MOST_AAC_FRAMES_PER_SEGMENT ? left : AAC_FRAMES_PER_SEGMENT;
      await this.#tell(next);
    }
    const track = this.#track;
    if (track === null) throw new RangeError('no sound was told');
    const loudness = known ?? (await this.#measureResult(track));
    await rm(this.#adts, { force: true });
    return { track, samples: wanted * AAC_FRAME, loudness };
  }

  async #measureResult(track: WrittenTrack): Promise<Loudness> {
    const file = path.join(this.#dir, 'measured.mp4');
    await joinTrack([track.init.file, ...track.segments.map((segment) => segment.file)], file);
    const loudness = await measureFile(file, this.#work);
    await rm(file);
    return loudness;
  }

  async #readMore(): Promise<void> {
    const handle = await openIfThere(this.#adts);
    if (handle === null) return;
    try {
      const { size } = await handle.stat();
      if (size <= this.#read) return;
      const chunk = Buffer.alloc(size - this.#read);
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, this.#read);
      this.#read += bytesRead;
      this.#frames.push(...this.#reader.push(chunk.subarray(0, bytesRead)));
    } finally {
      await handle.close();
    }
  }

  async #tell(count: number): Promise<void> {
    const track = this.#track ?? (await this.#begin());
    const index = track.segments.length;
    const data = aacSegment(this.#frames.slice(this.#told, this.#told + count), this.#told, index + 1);
    const file = path.join(this.#dir, `${String(index).padStart(5, '0')}.m4s`);
    await writeFile(file, data);
    const segment = {
      track: 'audio' as const,
      file,
      index,
      startTicks: this.#told * AAC_FRAME,
      durationTicks: count * AAC_FRAME,
      bytes: data.length,
    };
    this.#told += count;
    track.segments.push(segment);
    this.#announcer.segment(segment);
  }

  async #begin(): Promise<WrittenTrack> {
    const data = aacInit();
    const file = path.join(this.#dir, 'init.mp4');
    await writeFile(file, data);
    const init = { track: 'audio' as const, file, bytes: data.length, sha256: sha256(data) };
    this.#announcer.init(init);
    this.#track = {
      track: 'audio',
      init,
      timescale: AUDIO_RATE,
      codecs: AUDIO_PROFILE.codecs,
      width: null,
      height: null,
      segments: [],
    };
    return this.#track;
  }
}

async function openIfThere(file: string) {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
