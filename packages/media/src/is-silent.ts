import type { Range } from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import { LATER_NICENESS } from './sandbox.ts';

/** Levelled speech stands at −16 LUFS; what stays this far below it for good is a room without a speaker. */
export const SILENCE_DB = -42;
const SHORTEST_SILENCE_S = 0.02;
/** The detector's window lags at both ends of a stretch. */
const EDGE_S = 0.06;
/** What a silent stretch prints must not push another's out of the last lines that are kept. */
const RANGES_A_PASS = 40;

export interface IsSilent {
  /** A take's levelled sound as one file: its init, then every segment. */
  audioFile: string;
  ranges: readonly Range[];
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/** True when in each of these stretches nothing could be heard. No stretch at all is silent. */
export async function isSilent(sound: IsSilent): Promise<boolean> {
  for (let first = 0; first < sound.ranges.length; first += RANGES_A_PASS) {
    const ranges = sound.ranges.slice(first, first + RANGES_A_PASS);
    const { stderrTail } = await runFfmpeg(silenceRun(sound.audioFile, ranges), {
      // It is asked while the cut itself is made, which is waited for.
      confinement: { read: [sound.audioFile], write: [], niceness: LATER_NICENESS },
      timeoutMs: sound.timeoutMs ?? 120_000,
      signal: sound.signal,
    });
    if (!allSilent(stderrTail, ranges)) return false;
  }
  return true;
}

/** The stretches one after the other, so that one decode is enough for all of them. */
export function silenceRun(file: string, ranges: readonly Range[]): FfmpegRun {
  const all = ranges.map((_, i) => i);
  const trims = ranges.map(
    ({ startMs, endMs }, i) =>
      `[s${i}]atrim=start=${startMs / 1000}:end=${endMs / 1000},asetpts=PTS-STARTPTS[r${i}];`,
  );
  return {
    inputs: [{ options: ['-v', 'info', ...openTokens()], file: inputUrl(file) }],
    graph:
      `[0:a:0]asplit=${all.length}${all.map((i) => `[s${i}]`).join('')};${trims.join('')}` +
      `${all.map((i) => `[r${i}]`).join('')}concat=n=${all.length}:v=0:a=1,` +
      `silencedetect=noise=${SILENCE_DB}dB:duration=${SHORTEST_SILENCE_S}[out]`,
    outputs: [{ options: ['-map', '[out]', '-f', 'null'], file: 'pipe:1' }],
  };
}

/** Is each of these stretches, which silencedetect heard one after the other, silent from end to end? */
export function allSilent(stderr: string, ranges: readonly Range[]): boolean {
  const silences = silencesIn(stderr);
  let fromS = 0;
  return ranges.every(({ startMs, endMs }) => {
    const untilS = fromS + (endMs - startMs) / 1000;
    const silentS = silences
      .map(({ start, end }) => Math.min(untilS, end) - Math.max(fromS, start))
      .reduce((sum, part) => sum + Math.max(0, part), 0);
    const silent = silentS >= untilS - fromS - EDGE_S;
    fromS = untilS;
    return silent;
  });
}

/** What silencedetect printed; a silence that was still going on at the end has no end of its own. */
function silencesIn(stderr: string): { start: number; end: number }[] {
  const silences: { start: number; end: number }[] = [];
  let open: number | null = null;
  for (const [, kind, at] of stderr.matchAll(/silence_(start|end): (-?[\d.]+)/g)) {
    const time = Number(at);
    if (kind === 'start') open = time;
    else if (open !== null) {
      silences.push({ start: open, end: time });
      open = null;
    }
  }
  if (open !== null) silences.push({ start: open, end: Number.POSITIVE_INFINITY });
  return silences;
}
