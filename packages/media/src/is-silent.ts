import type { Range } from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';

/** Levelled speech stands at −16 LUFS; what stays this far below it for good is a room without a speaker. */
const SILENCE_DB = -42;
const SHORTEST_SILENCE_S = 0.02;
/** The detector's window lags at both ends of a stretch. */
const EDGE_S = 0.06;

export interface IsSilent {
  /** A take's levelled sound as one file: its init, then every segment. */
  audioFile: string;
  ranges: readonly Range[];
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/** True when in each of these stretches nothing could be heard. No stretch at all is silent. */
export async function isSilent(sound: IsSilent): Promise<boolean> {
  for (const range of sound.ranges) {
    const { stderrTail } = await runFfmpeg(silenceRun(sound.audioFile, range), {
      confinement: { read: [sound.audioFile], write: [] },
      timeoutMs: sound.timeoutMs ?? 120_000,
      signal: sound.signal,
    });
    const lengthS = (range.endMs - range.startMs) / 1000;
    if (silentSeconds(stderrTail, lengthS) < lengthS - EDGE_S) return false;
  }
  return true;
}

export function silenceRun(file: string, range: Range): FfmpegRun {
  const trim = `atrim=start=${range.startMs / 1000}:end=${range.endMs / 1000},asetpts=PTS-STARTPTS`;
  return {
    inputs: [{ options: ['-v', 'info', ...openTokens()], file: inputUrl(file) }],
    graph: `[0:a:0]${trim},silencedetect=noise=${SILENCE_DB}dB:duration=${SHORTEST_SILENCE_S}[out]`,
    outputs: [{ options: ['-map', '[out]', '-f', 'null'], file: 'pipe:1' }],
  };
}

/** Adds up what silencedetect printed; a silence that was still going on at the end has no end of its own. */
export function silentSeconds(stderr: string, lengthS: number): number {
  let total = 0;
  let open: number | null = null;
  for (const [, kind, at] of stderr.matchAll(/silence_(start|end): (-?[\d.]+)/g)) {
    const time = Math.min(lengthS, Math.max(0, Number(at)));
    if (kind === 'start') open = time;
    else if (open !== null) {
      total += time - open;
      open = null;
    }
  }
  return open === null ? total : total + (lengthS - open);
}
