import { endianness } from 'node:os';
import { AAC_FRAME, AUDIO_PROFILE, AUDIO_RATE, type SourceFacts } from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import type { Levelling } from './loudness.ts';
import { toPeaks } from './make-peaks.ts';
import type { FfmpegRun } from './runner.ts';
import { OWN_TIMES } from './video-run.ts';

export interface SampleRange {
  start: number;
  end: number;
}

/** Sound that is out of step by more than this is filled or dropped to follow its timestamps, in seconds. */
const MAX_DRIFT_SECONDS = 0.03;
/** Long enough to hide a click at a join, too short to be heard as a fade. */
export const JOIN_FADE_SAMPLES = (AUDIO_RATE * 5) / 1000;
export const LIMITER_ATTACK_MS = 2;
export const LIMITER_RELEASE_MS = 60;
/** Limits between the samples too: peaks are found at four times the rate. */
const OVERSAMPLED = AUDIO_RATE * 4;

const STEREO = 'aformat=sample_fmts=fltp:channel_layouts=stereo';

/** A take's sound on the picture's clock: late sound gets silence in front, early sound loses what came before. */
export function takeSoundFilters(source: Pick<SourceFacts, 'startUs'>): string[] {
  return [
    `asetpts=PTS-(${source.startUs}/1000000)/TB`,
    `aresample=${AUDIO_RATE}:async=1:min_hard_comp=${MAX_DRIFT_SECONDS}:first_pts=0`,
    STEREO,
  ];
}

/** The kept stretches of already prepared sound, each faded at its joins, one after the other. */
export function cutSoundGraph(ranges: readonly SampleRange[], input = '0:a:0', output = 'cut'): string {
  if (ranges.length === 0) throw new RangeError('nothing is kept');
  const parts = ranges.map((_, i) => `[p${i}]`);
  const chains = [
    ranges.length === 1
      ? `[${input}]${STEREO}${parts[0]}`
      : `[${input}]${STEREO},asplit=${ranges.length}${parts.join('')}`,
  ];
  ranges.forEach(({ start, end }, i) => {
    const length = end - start;
    const fade = Math.min(JOIN_FADE_SAMPLES, Math.floor(length / 2));
    chains.push(
      `[p${i}]atrim=start_sample=${start}:end_sample=${end},asetpts=N/SR/TB,` +
        `afade=t=in:start_sample=0:nb_samples=${fade},` +
        `afade=t=out:start_sample=${length - fade}:nb_samples=${fade}[q${i}]`,
    );
  });
  chains.push(
    ranges.length === 1
      ? `[q0]anull[${output}]`
      : `${ranges.map((_, i) => `[q${i}]`).join('')}concat=n=${ranges.length}:v=0:a=1[${output}]`,
  );
  return chains.join(';');
}

/** A linear gain, and a limiter for what then stands above the ceiling. Never a compressor: a voice stays itself. */
export function levelFilters(levelling: Levelling): string[] {
  const filters: string[] = [];
  if (levelling.gainDb !== 0) filters.push(`volume=${levelling.gainDb.toFixed(3)}dB:precision=float`);
  if (levelling.limitDbtp !== null) {
    const limit = (10 ** (levelling.limitDbtp / 20)).toFixed(5);
    const limiter =
      `alimiter=limit=${limit}:attack=${LIMITER_ATTACK_MS}:release=${LIMITER_RELEASE_MS}` +
      ':level=false:latency=true';
    filters.push(`aresample=${OVERSAMPLED}`, limiter, `aresample=${AUDIO_RATE}`);
  }
  return [...filters, STEREO];
}

export interface SoundSource {
  file: string;
  /** Labelled graph ending in the pad named by `pad`. */
  graph: string;
  pad: string;
  copyTimes: boolean;
  /** A speaker's own file, whose sound may change its form on the way. */
  take?: SourceFacts;
}

export function takeSound(file: string, source: SourceFacts): SoundSource {
  const graph = `[0:${source.audioStreamIndex}]${takeSoundFilters(source).join(',')}[sound]`;
  return { file, graph, pad: 'sound', copyTimes: true, take: source };
}

export function cutSound(file: string, ranges: readonly SampleRange[]): SoundSource {
  return { file, graph: cutSoundGraph(ranges), pad: 'cut', copyTimes: false };
}

function soundInput(sound: SoundSource, level: string): FfmpegRun['inputs'] {
  return [
    {
      options: ['-v', level, ...(sound.copyTimes ? OWN_TIMES : []), ...openTokens()],
      file: inputUrl(sound.file),
    },
  ];
}

const TRUE_PEAK = 'ebur128=peak=true:framelog=verbose';

/** EBU R 128 over at most so many samples, with the peak between them; the summary is read from stderr. */
export function measureRun(sound: SoundSource, samples: number): FfmpegRun {
  return {
    inputs: soundInput(sound, 'info'),
    graph: `${sound.graph};[${sound.pad}]atrim=end_sample=${samples},${TRUE_PEAK}[measured]`,
    outputs: [{ options: ['-map', '[measured]', '-f', 'null'], file: 'pipe:1' }],
  };
}

/** Of prepared sound, and its waveform by the same decode. */
export function measureMadeRun(file: string, samples: number): FfmpegRun {
  return {
    inputs: soundInput({ file, graph: '', pad: '', copyTimes: false }, 'info'),
    graph: `[0:a:0]atrim=end_sample=${samples},asplit[a][seen];[a]${TRUE_PEAK}[measured]`,
    outputs: [{ options: ['-map', '[measured]', '-f', 'null'], file: 'pipe:1' }, toPeaks('[seen]')],
  };
}

/** What a SoundMeter listens to: floats in this machine's order, at standard output. */
const FLOATS = endianness() === 'LE' ? 'f32le' : 'f32be';
const TO_METER = [
  ...['-map', '[heard]', '-map_metadata', '-1', '-c:a', `pcm_${FLOATS}`],
  // Where ffmpeg begins anew it counts from 0 again, and would refuse its own times.
  ...['-bsf:a', 'setts=ts=N', '-f', FLOATS],
];

/** @param exact measures it on the way as measureRun does, which costs more than all else */
function heardFilters(samples: number, exact: boolean): string {
  return [`atrim=end_sample=${samples}`, ...(exact ? [TRUE_PEAK] : []), STEREO].join(',');
}

/** At most so many samples of it. */
export function hearRun(sound: SoundSource, samples: number, exact: boolean): FfmpegRun {
  return {
    inputs: soundInput(sound, 'info'),
    graph: `${sound.graph};[${sound.pad}]${heardFilters(samples, exact)}[heard]`,
    outputs: [{ options: TO_METER, file: 'pipe:1' }],
  };
}

/** Some of it is enough to be counted. */
const COUNTED = "aselect='not(mod(n\\,50))',volumedetect,anullsink";

/**
 * The first pass over a take's sound: lets it be heard, and nothing is kept of it. What is counted beside it tells
 * whether ffmpeg had to begin anew on the way (`beganAnew`).
 */
export function hearTakeRun(sound: SoundSource, samples: number, exact: boolean): FfmpegRun {
  const filters = heardFilters(samples, exact);
  return {
    inputs: soundInput(sound, 'info'),
    graph:
      `${sound.graph};[${sound.pad}]asplit[all][counted];[counted]${COUNTED};` + `[all]${filters}[heard]`,
    outputs: [{ options: TO_METER, file: 'pipe:1' }],
  };
}

/**
 * Where ffmpeg had to begin anew: writes the sound in one form from beginning to end, for the passes to come. The
 * filters of what is written remember nothing: gaps stay gaps there, and are filled when it is read.
 */
export function evenSoundRun(
  file: string,
  { source, samples }: { source: SourceFacts; samples: number },
  output: string,
): FfmpegRun {
  const even = [
    `asetpts=PTS-(${source.startUs}/1000000)/TB`,
    `atrim=start=0:end=${(samples / AUDIO_RATE).toFixed(3)}`,
    `aresample=${AUDIO_RATE}`,
    STEREO,
  ];
  return {
    inputs: soundInput({ file, graph: '', pad: '', copyTimes: true }, 'error'),
    graph: `[0:${source.audioStreamIndex}]${even.join(',')}[even]`,
    outputs: [
      {
        options: ['-map', '[even]', '-map_metadata', '-1', '-c:a', 'pcm_f32le', '-f', 'matroska'],
        file: output,
      },
    ],
  };
}

/**
 * When sound changes its rate or its channels on the way, ffmpeg drops the graph and begins a new one, which
 * knows nothing of the time before. Each graph tells at its end how many samples it had.
 */
export function beganAnew(stderr: string): boolean {
  return [...stderr.matchAll(/n_samples: (\d+)/g)].filter(([, count]) => Number(count) > 0).length > 1;
}

/** What evenSoundRun wrote. */
export function evenSound(file: string): SoundSource {
  const graph = `[0:a:0]${takeSoundFilters({ startUs: 0 }).join(',')}[sound]`;
  return { file, graph, pad: 'sound', copyTimes: true };
}

/** What `[out]` holds, as an ADTS stream. */
function aacOutput(file: string): FfmpegRun['outputs'][number] {
  return {
    options: [
      ...['-map', '[out]', '-map_metadata', '-1'],
      ...['-c:a', 'aac', '-profile:a', 'aac_low', '-b:a', String(AUDIO_PROFILE.bitrateBps)],
      ...['-ar', String(AUDIO_RATE), '-ac', String(AUDIO_PROFILE.channels)],
      ...['-flags:a', '+bitexact', '-fflags', '+bitexact', '-f', 'adts'],
      // Its first frames are read while the rest is being made.
      ...['-flush_packets', '1'],
    ],
    file,
  };
}

/** So many AAC frames of silence. As of every sound, the encoder's own first frame stands for its first samples. */
export function encodeSilenceRun(frames: number, output: string): FfmpegRun {
  const trim = `atrim=start_sample=${AAC_FRAME}:end_sample=${frames * AAC_FRAME}`;
  return {
    inputs: [{ options: ['-v', 'error', '-f', 'lavfi'], file: `anullsrc=r=${AUDIO_RATE}:cl=stereo` }],
    graph: `[0:a]${trim},asetpts=N/SR/TB[out]`,
    outputs: [aacOutput(output)],
  };
}

/**
 * AAC frames as an ADTS stream. The encoder puts one frame of its own before the first sample; taking the
 * first 1024 samples away puts every other sample where it belongs, without an edit list, which players of
 * segments ignore.
 */
export function encodeSoundRun(
  sound: SoundSource,
  levelling: Levelling,
  frames: number,
  output: string,
): FfmpegRun {
  const samples = frames * AAC_FRAME;
  const filters = [
    ...levelFilters(levelling),
    `apad=whole_len=${samples}`,
    `atrim=start_sample=${AAC_FRAME}:end_sample=${samples}`,
    'asetpts=N/SR/TB',
  ];
  return {
    inputs: soundInput(sound, 'error'),
    graph: `${sound.graph};[${sound.pad}]${filters.join(',')}[out]`,
    outputs: [aacOutput(output)],
  };
}
