import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AAC_FRAME, AUDIO_PROFILE, AUDIO_RATE, VIDEO_TIMESCALE } from '@rostrum/domain';
import {
  AdtsReader,
  aacFramesBefore,
  aacFramesFor,
  aacInit,
  aacSegment,
  MOST_AAC_FRAMES_PER_SEGMENT,
} from './aac-segments.ts';
import { encodeSoundRun, measureMadeRun, measureRun, type SoundSource } from './audio-run.ts';
import { EVEN, type Levelled, type SoundWork } from './hear-sound.ts';
import { type Loudness, loudnessOf } from './loudness.ts';
import { Peaks } from './make-peaks.ts';
import { BoundedTail } from './process-tree.ts';
import { runTool } from './run-tool.ts';
import { quietTokens, runFfmpeg } from './runner.ts';
import { type Announcer, sha256, type WrittenTrack } from './tracks.ts';
import type { Scanned } from './video-folder.ts';

/**
 * Only the first seconds of it are waited for, and all of it is made in a fraction of the picture's time: it lives on
 * what the picture's encoders leave idle. As nice as they are, it took a core of two from them until it was done.
 */
const BESIDE_PICTURE = 10;

/** Of a file that holds prepared sound. */
export async function measureFile(file: string, work: SoundWork): Promise<Loudness> {
  const sound = { file, graph: '[0:a:0]anull[sound]', pad: 'sound', copyTimes: false };
  return await measureWhole(sound, work);
}

/** With the peak between the samples. */
export async function measureWhole(sound: SoundSource, work: SoundWork): Promise<Loudness> {
  const { stderrTail } = await runFfmpeg(measureRun(sound, work.expectedFrames * AAC_FRAME), {
    confinement: { read: [sound.file], write: [], niceness: BESIDE_PICTURE },
    timeoutMs: work.timeoutMs,
    signal: work.signal,
  });
  return loudnessOf(stderrTail);
}

interface Measured {
  loudness: Loudness;
  peaks: Peaks | null;
}

/**
 * Encodes the sound into one ADTS file and packs its frames into segments as they come, but never ahead of
 * the picture: a segment is told of only when the picture reaches past it, so that none must be taken back.
 */
export class SoundTrack implements Scanned {
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
  #measured: (Measured & { frames: number }) | null = null;

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
      confinement: { read: [sound.file], write: [this.#dir], niceness: BESIDE_PICTURE },
      timeoutMs: this.#work.timeoutMs,
      signal: this.#work.signal,
    });
  }

  /**
   * Measures what was encoded, as long as it is expected to be, while the picture is still being made: at the
   * end nobody waits for it then.
   */
  async measureMade(): Promise<void> {
    const frames = new AdtsReader().push(await readFile(this.#adts)).slice(0, this.#work.expectedFrames);
    if (frames.length < this.#work.expectedFrames) return;
    this.#measured = { frames: frames.length, ...(await this.#measureFrames(frames)) };
  }

  /**
   * What the sound was like before: as it came, with its peak between the samples. After that, what was written
   * for the passes alone is gone. Call when the sound is encoded: nobody waits for this.
   */
  async measureBefore({ sound, measured, exact }: Levelled): Promise<Loudness> {
    const before = exact ? measured : await measureWhole(sound, this.#work);
    await rm(path.join(this.#dir, EVEN), { force: true });
    return before;
  }

  get told(): number {
    return this.#track?.segments.length ?? 0;
  }

  async scan(): Promise<void> {
    await this.#readMore();
    const reached = Math.floor((this.#pictureTicks() * AUDIO_RATE) / VIDEO_TIMESCALE / AAC_FRAME);
    for (let next = this.#next; next <= Math.min(reached, this.#frames.length); next = this.#next)
      await this.#tell(next - this.#told);
  }

  /** So many frames have been told once the segment to come is. */
  get #next(): number {
    return aacFramesBefore((this.#track?.segments.length ?? 0) + 1);
  }

  /** Cuts the end to the picture's real length, and tells the rest. Call when both encoders have ended. */
  async finish(
    pictureTicks: number,
    known?: Loudness,
  ): Promise<Measured & { track: WrittenTrack; samples: number }> {
    await this.#readMore();
    const wanted = aacFramesFor(pictureTicks, VIDEO_TIMESCALE);
    if (this.#frames.length < wanted) throw new RangeError('the encoder made less sound than picture');
    while (this.#told < wanted) {
      const left = wanted - this.#told;
      // A last segment of a few frames would be shorter than players like: the last two share.
      await this.#tell(left <= MOST_AAC_FRAMES_PER_SEGMENT ? left : this.#next - this.#told);
    }
    const track = this.#track;
    if (track === null) throw new RangeError('no sound was told');
    const measured =
      known === undefined ? await this.#measureResult(wanted) : { loudness: known, peaks: null };
    await rm(this.#adts, { force: true });
    return { track, samples: wanted * AAC_FRAME, ...measured };
  }

  async #measureResult(wanted: number): Promise<Measured> {
    if (this.#measured?.frames === wanted) return this.#measured;
    return await this.#measureFrames(this.#frames.slice(0, wanted));
  }

  /** By one decode of what viewers get. */
  async #measureFrames(frames: readonly Buffer[]): Promise<Measured> {
    const file = path.join(this.#dir, 'measured.mp4');
    await writeFile(file, Buffer.concat([aacInit(), aacSegment(frames, 0, 1)]));
    const peaks = new Peaks();
    const told = new BoundedTail();
    await runTool('ffmpeg', quietTokens(measureMadeRun(file, frames.length * AAC_FRAME)), {
      confinement: { read: [file], write: [], niceness: BESIDE_PICTURE },
      timeoutMs: this.#work.timeoutMs,
      signal: this.#work.signal,
      maxBytes: Number.POSITIVE_INFINITY,
      onBytes: (bytes) => peaks.push(bytes),
      onMessage: (line) => told.add(line),
    });
    await rm(file);
    return { loudness: loudnessOf(told.text()), peaks };
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
