import { RATE_CLASSES, type SourceFacts } from '@rostrum/domain';
import { CARD_HEIGHT, CARD_WIDTH } from './card-svg.ts';
import { AUDIO_FILES, inputUrl, openTokens } from './hostile-input.ts';
import { MediaRefusal } from './media-error.ts';
import type { Probed, ProbedStream } from './probe.ts';
import { type FfmpegRun, runFfmpeg } from './runner.ts';
import type { Sniffed } from './sniff.ts';
import { OWN_TIMES } from './video-run.ts';

/** A card stands still: the rate class is only what its programme's other statements can be joined to. */
export const CARD_RATE = RATE_CLASSES[1];

/**
 * Demuxers of bare sound find sound in almost anything: they are believed only where the file began as one of
 * theirs, and not where a damaged video is guessed at.
 */
export function isGuessed(sniffed: Sniffed, probed: Probed): boolean {
  const bare = (name: string) => AUDIO_FILES.some((one) => one === name);
  const began = sniffed.kind === 'container' ? sniffed.container : '';
  return bare(probed.format.format_name) && !bare(began);
}

/** Two seconds of sound from the start, decoded and thrown away; of the first sample, its time is told. */
export function firstSoundRun(file: string, audioIndex: number): FfmpegRun {
  return {
    inputs: [{ options: ['-v', 'info', ...OWN_TIMES, ...openTokens()], file: inputUrl(file) }],
    graph: `[0:${audioIndex}]asplit[a][b];[a]atrim=duration=2[heard];[b]atrim=end_sample=1,ashowinfo[first]`,
    outputs: [
      { options: ['-map', '[heard]', '-f', 'null'], file: 'pipe:1' },
      { options: ['-map', '[first]', '-f', 'null'], file: 'pipe:1' },
    ],
  };
}

/**
 * Where the sound begins as it is heard: what encoders put before it is in the packets, and not in the sound.
 * @returns microseconds of the file's own time
 */
export async function firstSoundUs(
  file: string,
  audioIndex: number,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<number> {
  const { stderrTail } = await runFfmpeg(firstSoundRun(file, audioIndex), {
    confinement: { read: [file], write: [] },
    ...options,
  });
  const [, seconds] = /ashowinfo[^\n]* pts_time:(-?[\d.e+-]+)/.exec(stderrTail) ?? [];
  const startUs = Math.round(Number(seconds) * 1e6);
  if (seconds === undefined || !Number.isSafeInteger(startUs)) throw new MediaRefusal('unreadable');
  return startUs;
}

/** Of sound alone: what is said of the picture is said of the card that is shown in its place. */
export function soundFacts(
  { format }: Probed,
  audio: ProbedStream,
  { startUs, packetMs }: { startUs: number; packetMs: number },
): SourceFacts {
  return {
    soundOnly: true,
    container: format.format_name,
    videoCodec: 'none',
    audioCodec: audio.codec_name ?? '',
    width: CARD_WIDTH,
    height: CARD_HEIGHT,
    rotation: 0,
    rate: { num: CARD_RATE.num, den: CARD_RATE.den },
    packetMs,
    startUs,
    transfer: 'sdr',
    interlaced: false,
    videoStreamIndex: -1,
    audioStreamIndex: audio.index,
  };
}
