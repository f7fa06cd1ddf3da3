import { likelyStreams } from './choose-streams.ts';
import { AUDIO_CODECS, inputUrl, openTokens, VIDEO_CODECS } from './hostile-input.ts';
import type { TakeLimits } from './limits.ts';
import { MediaRefusal } from './media-error.ts';
import type { Probed, ProbedStream } from './probe.ts';
import { refusing } from './refusing.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';

/** Two seconds of picture and sound from the start, decoded and thrown away. */
export function firstSecondsRun(
  file: string,
  videoIndex: number,
  audioIndex: number,
  maxPixels: number,
): FfmpegRun {
  return {
    inputs: [
      {
        options: [
          '-v',
          'error',
          '-threads',
          '2',
          ...openTokens(),
          '-max_pixels',
          String(maxPixels),
          '-t',
          '2',
        ],
        file: inputUrl(file),
      },
    ],
    outputs: [
      { options: ['-map', `0:${videoIndex}`, '-frames:v', '120', '-f', 'null'], file: 'pipe:1' },
      { options: ['-map', `0:${audioIndex}`, '-f', 'null'], file: 'pipe:1' },
    ],
  };
}

/** @returns how many pictures there were */
export async function firstSeconds(
  file: string,
  video: ProbedStream,
  audio: ProbedStream,
  limits: TakeLimits,
  signal: AbortSignal | undefined,
): Promise<number> {
  let frames = 0;
  await refusing(
    () =>
      runFfmpeg(firstSecondsRun(file, video.index, audio.index, limits.maxPixels), {
        confinement: { read: [file], write: [] },
        timeoutMs: limits.stepTimeoutMs,
        signal,
        onProgress: (progress) => {
          frames = progress.frames;
        },
      }),
    new MediaRefusal('unreadable'),
  );
  return frames;
}

export interface Ahead {
  video: ProbedStream;
  audio: ProbedStream;
  /** May reject when nobody listens any more. */
  frames: Promise<number>;
  /** Settles when nothing runs any more. */
  stop(): Promise<void>;
}

/** Decodes while all packets are being walked over: of nearly every file it is known before which streams it will be. */
export function decodeAhead(
  file: string,
  probed: Probed,
  limits: TakeLimits,
  signal: AbortSignal | undefined,
): Ahead | null {
  const { video, audio } = likelyStreams(probed);
  if (video === null || !VIDEO_CODECS.has(video.codec_name ?? '')) return null;
  if (audio === null || !AUDIO_CODECS.has(audio.codec_name ?? '')) return null;
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const frames = firstSeconds(file, video, audio, limits, either);
  const settled = frames.then(
    () => undefined,
    () => undefined,
  );
  return {
    video,
    audio,
    frames,
    stop() {
      stop.abort();
      return settled;
    },
  };
}
