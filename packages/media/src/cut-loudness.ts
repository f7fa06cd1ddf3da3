import { AAC_FRAME, AUDIO_PROFILE } from '@rostrum/domain';
import type { SoundWork } from './hear-sound.ts';
import { inputUrl, openTokens } from './hostile-input.ts';
import type { Loudness } from './loudness.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import { measureFile } from './sound-track.ts';
import type { SplicedSound } from './splice-sound.ts';

/** Frames beside new ones, over which they are faded in and out where they are measured. */
const BESIDE = 2;
const MOST_EDGES = 24;

/**
 * EBU R 128 of a spliced cut. What is copied of a take peaks no higher than the take: with its peak known,
 * only the new frames are searched for another between the samples, which costs more than all else, and the
 * peak that is told is one that nothing exceeds. Wherever that might change what is done, all of it is searched.
 */
export async function measureSplice(
  file: string,
  { fresh, frames }: SplicedSound,
  work: SoundWork,
  takeTruePeakDbtp: number | undefined,
): Promise<Loudness> {
  const ceiling = AUDIO_PROFILE.truePeakDbtp;
  const pays = fresh.length > 0 && fresh.length <= MOST_EDGES;
  if (takeTruePeakDbtp === undefined || takeTruePeakDbtp > ceiling || !pays) return measureFile(file, work);
  const { stderrTail } = await runFfmpeg(spliceRun(file, fresh, frames.length), {
    confinement: { read: [file], write: [] },
    timeoutMs: work.timeoutMs,
    signal: work.signal,
  });
  const { integratedLufs, truePeakDbtp } = parseSplice(stderrTail);
  if (truePeakDbtp > ceiling) return measureFile(file, work);
  return { integratedLufs, truePeakDbtp: Math.max(truePeakDbtp, takeTruePeakDbtp) };
}

/** The loudness of the whole, and beside it the true peak of the new frames alone, by one decode. */
export function spliceRun(file: string, fresh: SplicedSound['fresh'], frames: number): FfmpegRun {
  const edges = fresh.map(({ first, end }, i) => {
    // A frame is heard in its own block and in the next.
    const from = Math.max(0, first - BESIDE);
    const blocks = Math.min(frames, end + 1 + BESIDE) - from;
    const faded = (first - from) * AAC_FRAME;
    const heard = Math.min(blocks, end + 1 - from) * AAC_FRAME;
    const out = blocks * AAC_FRAME - heard;
    const fades = [
      ...(faded > 0 ? [`afade=t=in:start_sample=0:nb_samples=${faded}`] : []),
      ...(out > 0 ? [`afade=t=out:start_sample=${heard}:nb_samples=${out}`] : []),
    ];
    const trim = `atrim=start_sample=${from * AAC_FRAME}:end_sample=${(from + blocks) * AAC_FRAME}`;
    return `[e${i}]${[trim, 'asetpts=N/SR/TB', ...fades].join(',')}[f${i}]`;
  });
  const all = (pad: string) => fresh.map((_, i) => `[${pad}${i}]`).join('');
  return {
    inputs: [{ options: ['-v', 'info', ...openTokens()], file: inputUrl(file) }],
    graph: [
      `[0:a:0]asplit=${fresh.length + 1}[whole]${all('e')}`,
      `[whole]atrim=end_sample=${frames * AAC_FRAME},ebur128=framelog=verbose[loudness]`,
      ...edges,
      `${all('f')}concat=n=${fresh.length}:v=0:a=1,ebur128=peak=true:framelog=verbose[peak]`,
    ].join(';'),
    outputs: [
      { options: ['-map', '[loudness]', '-f', 'null'], file: 'pipe:1' },
      { options: ['-map', '[peak]', '-f', 'null'], file: 'pipe:1' },
    ],
  };
}

/** ffmpeg prints two of a graph that it only tried first. Of the last two, the one with a peak is the edges'. */
function parseSplice(stderr: string): Loudness {
  const summaries = stderr.split('Summary:').slice(1).slice(-2);
  const value = (wanted: boolean, line: RegExp) =>
    line.exec(summaries.find((one) => one.includes('True peak:') === wanted) ?? '')?.[1];
  const integrated = value(false, /\bI:\s+(-?[\d.]+|-?inf|nan) LUFS/);
  const peak = value(true, /\bPeak:\s+(-?[\d.]+|-?inf|nan) dBFS/);
  if (integrated === undefined || peak === undefined) throw new RangeError('ebur128 printed no summary');
  return { integratedLufs: atLeast(integrated, -70), truePeakDbtp: atLeast(peak, -120) };
}

function atLeast(text: string, floor: number): number {
  const found = Number(text);
  return Number.isFinite(found) ? Math.max(floor, found) : floor;
}
