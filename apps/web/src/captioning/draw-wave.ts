import type { Peaks } from '@rostrum/domain';
import type { CueList } from './cue-list.ts';

export interface WaveColours {
  readonly wave: string;
  readonly cue: string;
  readonly chosen: string;
  readonly now: string;
}

export interface WavePicture {
  readonly peaks: Peaks | undefined;
  readonly list: CueList;
  readonly chosen: number;
  readonly lengthMs: number;
  readonly width: number;
  readonly height: number;
  /** In the middle. */
  readonly atMs: number;
  readonly spanMs: number;
  readonly colours: WaveColours;
}

/** A room without a speaker is not drawn as loud as one. */
const QUIET = 24;
const BAND = 18;
const loudest = new WeakMap<Peaks, number>();

/** The sound, the captions below it, and a line where it plays. */
export function drawWave(context: CanvasRenderingContext2D, picture: WavePicture): void {
  const { peaks, list, chosen, lengthMs, width, height, atMs, spanMs, colours } = picture;
  const fromMs = atMs - spanMs / 2;
  const x = (ms: number) => ((ms - fromMs) * width) / spanMs;
  context.clearRect(0, 0, width, height);
  const middle = (height - BAND) / 2;
  context.fillStyle = colours.wave;
  const [first, last] = [Math.max(0, x(0)), Math.min(width, x(lengthMs))];
  context.fillRect(first, middle - 0.5, Math.max(0, last - first), 1);
  if (peaks !== undefined) {
    const { levels, bucketMs } = peaks;
    const scale = (middle - 4) / loudestOf(peaks);
    const until = Math.min(levels.length / 2, Math.ceil(Math.min(lengthMs, fromMs + spanMs) / bucketMs));
    for (let bucket = Math.max(0, Math.floor(fromMs / bucketMs)); bucket < until; bucket += 1) {
      const top = (levels[2 * bucket + 1] ?? 0) * scale;
      const bottom = (levels[2 * bucket] ?? 0) * scale;
      const left = x(bucket * bucketMs);
      context.fillRect(
        left,
        middle - top,
        Math.max(1, x((bucket + 1) * bucketMs) - left - 1),
        top - bottom + 1,
      );
    }
  }
  for (const cue of list) {
    if (cue.endMs < fromMs) continue;
    if (cue.startMs > fromMs + spanMs) break;
    const [left, right] = [x(cue.startMs), x(cue.endMs)];
    context.fillStyle = cue.id === chosen ? colours.chosen : colours.cue;
    context.fillRect(left + 0.5, height - BAND + 4, Math.max(2, right - left - 1), BAND - 8);
    if (cue.id !== chosen) continue;
    context.fillRect(left, 0, 1, height);
    context.fillRect(right - 1, 0, 1, height);
  }
  context.fillStyle = colours.now;
  context.fillRect(width / 2 - 1, 0, 2, height);
}

function loudestOf(peaks: Peaks): number {
  let most = loudest.get(peaks);
  if (most === undefined) {
    most = QUIET;
    for (const level of peaks.levels) most = Math.max(most, Math.abs(level));
    loudest.set(peaks, most);
  }
  return most;
}
