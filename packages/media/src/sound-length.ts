import { AUDIO_RATE, type SourceFacts } from '@rostrum/domain';
import { inputUrl, openTokens } from './hostile-input.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import { OWN_TIMES } from './video-run.ts';

/** Decodes the sound once and counts it. */
export function soundLengthRun(file: string, source: SourceFacts, mostMs: number): FfmpegRun {
  const filters = [
    `asetpts=PTS-(${source.startUs}/1000000)/TB`,
    `atrim=end=${(mostMs / 1000).toFixed(3)}`,
    `aresample=${AUDIO_RATE}`,
    // What is counted is each channel's.
    'aformat=channel_layouts=mono',
    'volumedetect',
  ];
  return {
    inputs: [{ options: ['-v', 'info', ...OWN_TIMES, ...openTokens()], file: inputUrl(file) }],
    graph: `[0:${source.audioStreamIndex}]${filters.join(',')}[length]`,
    outputs: [{ options: ['-map', '[length]', '-f', 'null'], file: 'pipe:1' }],
  };
}

/**
 * How long sound is as it is heard, in microseconds; of more than `mostMs`, that much. Samples are counted, by each
 * graph that a change of form begins; where gaps lie between them, the last one's own time reaches further.
 */
export async function measureSound(
  file: string,
  source: SourceFacts,
  options: { mostMs: number; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<number> {
  let lastUs = 0;
  const { stderrTail } = await runFfmpeg(soundLengthRun(file, source, options.mostMs), {
    confinement: { read: [file], write: [] },
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    onProgress: ({ outTimeUs }) => {
      lastUs = outTimeUs;
    },
  });
  const counts = [...stderrTail.matchAll(/n_samples: (\d+)/g)].map(([, count]) => Number(count));
  const samples = counts.reduce((sum, count) => sum + count, 0);
  return Math.max(lastUs, Math.round((samples * 1_000_000) / AUDIO_RATE));
}
