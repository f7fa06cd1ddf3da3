import path from 'node:path';
import { AAC_FRAME, AUDIO_PROFILE, AUDIO_RATE } from '@rostrum/domain';
import { beganAnew, evenSound, evenSoundRun, hearRun, hearTakeRun, type SoundSource } from './audio-run.ts';
import {
  asItIs,
  corrected,
  type HeardSound,
  type Levelling,
  type Loudness,
  levellingFor,
  loudnessOf,
} from './loudness.ts';
import { BoundedTail } from './process-tree.ts';
import { runTool } from './run-tool.ts';
import { type FfmpegRun, quietTokens, runFfmpeg } from './runner.ts';
import { SoundMeter } from './sound-meter.ts';

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
const TOLERATED_LU = 0.1;
/** A voice needs one, a pulse more. */
const MOST_CORRECTIONS = 12;
/** So much sound is measured between the samples at once: it costs a tenth of a second. */
const SHORT_SAMPLES = 60 * AUDIO_RATE;
/** What lies between two samples is seldom higher by more; the result is measured between them again. */
const BETWEEN_SAMPLES_DB = 1;
/** A take's sound in one form, where it changes its own on the way and while it is needed. */
export const EVEN = 'even.mkv';
/** What a cut may be off its take's level before it is levelled anew. */
export const RETOLD_LU = 1;

export interface Levelled {
  /** What was measured, and is to be encoded. */
  sound: SoundSource;
  measured: Loudness;
  /** Whether its peak is that between the samples, or only reckoned from them. */
  exact: boolean;
  levelling: Levelling;
  /** Of all that was heard. */
  heard: HeardSound;
}

/** Measures the sound and decides its gain, as fast as can be: nobody can watch before it stands. */
export async function decideLevel(work: SoundWork): Promise<Levelled> {
  const { sound, measured, exact, meter } = await heardSound(work);
  const levelling = levellingFor(measured);
  const near = work.levelled && Math.abs(levelling.gainDb) <= RETOLD_LU;
  return {
    sound,
    measured,
    exact,
    heard: { loudestMs: meter.loudestMs, oneSided: meter.oneSided },
    levelling: near ? asItIs(measured) : behindLimiter(meter, measured, levelling),
  };
}

type Heard = Omit<Levelled, 'levelling' | 'heard'> & { meter: SoundMeter };

function isShort({ expectedFrames }: SoundWork): boolean {
  return expectedFrames * AAC_FRAME <= SHORT_SAMPLES;
}

async function heardSound(work: SoundWork): Promise<Heard> {
  const { sound } = work;
  const exact = isShort(work);
  const hear = async (source: SoundSource) =>
    await heardBy(work, exact, hearRun(source, work.expectedFrames * AAC_FRAME, exact), source.file);
  if (sound.take === undefined) return { sound, ...(await hear(sound)) };
  const samples = work.frames * AAC_FRAME;
  const { anew, ...first } = await heardBy(work, exact, hearTakeRun(sound, samples, exact), sound.file);
  if (!anew) return { sound, ...first };
  const file = path.join(work.outDir, 'audio', EVEN);
  await runFfmpeg(evenSoundRun(sound.file, { source: sound.take, samples }, file), {
    confinement: { read: [sound.file], write: [path.dirname(file)] },
    timeoutMs: work.timeoutMs,
    signal: work.signal,
  });
  const even = evenSound(file);
  return { sound: even, ...(await hear(even)) };
}

/** @returns `anew`: the sound changed its form on the way, and is to be heard again */
async function heardBy(work: SoundWork, exact: boolean, run: FfmpegRun, file: string) {
  const meter = new SoundMeter();
  const told = new BoundedTail();
  let left = work.frames * AAC_FRAME * METERED_BYTES;
  await runTool('ffmpeg', quietTokens(run), {
    confinement: { read: [file], write: [] },
    timeoutMs: work.timeoutMs,
    signal: work.signal,
    maxBytes: Number.POSITIVE_INFINITY,
    onBytes(bytes) {
      // There is more only where ffmpeg began anew, and all of it is heard again.
      if (left >= bytes.length) meter.push(bytes);
      left -= bytes.length;
    },
    onMessage: (line) => told.add(line),
  });
  const measured = exact ? loudnessOf(told.text()) : metered(meter);
  return { meter, exact, measured, anew: beganAnew(told.text()) };
}

/** Two channels of floats. */
const METERED_BYTES = 8;

function metered(meter: SoundMeter): Loudness {
  return {
    integratedLufs: meter.integratedLufs(),
    truePeakDbtp: meter.samplePeakDbfs + BETWEEN_SAMPLES_DB,
  };
}

/** Raises the gain until what comes out of the limiter is loud enough, or nothing more can be had. */
function behindLimiter(meter: SoundMeter, measured: Loudness, first: Levelling): Levelling {
  let levelling = first;
  for (let round = 0; round < MOST_CORRECTIONS && levelling.limitDbtp !== null; round += 1) {
    const after = { ...measured, integratedLufs: meter.integratedLufs(levelling) };
    if (Math.abs(after.integratedLufs - AUDIO_PROFILE.integratedLufs) <= TOLERATED_LU) break;
    const next = corrected(levelling, measured, after);
    if (next.gainDb === levelling.gainDb) break;
    levelling = next;
  }
  return levelling;
}
