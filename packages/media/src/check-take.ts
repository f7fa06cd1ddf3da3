import { open } from 'node:fs/promises';
import type { Finding, Refusal, Verdict } from '@rostrum/domain';
import { firstSoundUs, isGuessed, soundFacts } from './check-sound.ts';
import { chooseStreams, isPicture } from './choose-streams.ts';
import { type Ahead, decodeAhead, firstSeconds } from './first-seconds.ts';
import { AUDIO_CODECS, DECLARES_LENGTH, DEMUXERS, VIDEO_CODECS } from './hostile-input.ts';
import { DEFAULT_LIMITS, type TakeLimits } from './limits.ts';
import { MediaRefusal } from './media-error.ts';
import { metadataIn } from './metadata-found.ts';
import { type StreamPackets, walkPackets } from './packets.ts';
import { type Probed, type ProbedStream, probe } from './probe.ts';
import { measureRate, rateClass } from './rate-class.ts';
import { refusing } from './refusing.ts';
import { type Sniffed, sniff } from './sniff.ts';

export interface CheckTake {
  /** Absolute path of a local file. Its name says nothing. */
  file: string;
  bytes: number;
  limits?: Partial<TakeLimits>;
  signal?: AbortSignal | undefined;
}

/** A length up to this much over the limit is left to the final measurement to judge. */
const LENGTH_SLACK_MS = 1000;
const LOW_RESOLUTION_LINES = 480;
/** A header may promise so much more than the packets hold: writers round, and count a last sound. */
const PROMISE_SLACK_MS = 2000;
const PROMISE_SHARE = 0.9;

/**
 * Judges a file in a few seconds, without decoding it whole. Every hostile or broken file becomes a refused
 * verdict; rejects only when the tools themselves fail (not installed) or the signal fires.
 */
export async function checkTake(take: CheckTake): Promise<Verdict> {
  const limits = { ...DEFAULT_LIMITS, ...take.limits };
  try {
    return await judge(take.file, take.bytes, limits, take.signal);
  } catch (error) {
    if (error instanceof MediaRefusal) return refused(error.reason, error.figures);
    throw error;
  }
}

function refused(reason: Refusal, figures: Record<string, number> = {}): Verdict {
  return { outcome: 'refused', reason, figures, findings: [] };
}

async function judge(
  file: string,
  bytes: number,
  limits: TakeLimits,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  if (bytes === 0) throw new MediaRefusal('empty_file');
  const sniffed = await sniffFile(file);
  refuseBySniff(sniffed);
  const step = { timeoutMs: limits.stepTimeoutMs, signal };

  const probed = await refusing(() => probe(file, step), unopened(sniffed));
  const { format } = probed;
  if (!DEMUXERS.some((name) => format.format_name.split(',').includes(name)))
    throw new MediaRefusal('not_a_video');
  if (isGuessed(sniffed, probed)) throw unopened(sniffed);
  if (format.nb_streams > limits.maxStreams)
    throw new MediaRefusal('too_many_streams', { streams: format.nb_streams, maxStreams: limits.maxStreams });
  for (const stream of probed.streams) refuseStream(stream, limits);

  const ahead = decodeAhead(file, probed, limits, signal);
  try {
    return await judgeProbed({ file, sniffed, probed, ahead }, limits, signal);
  } finally {
    // No process may outlive the verdict.
    await ahead?.stop();
  }
}

interface Opened {
  file: string;
  sniffed: Sniffed;
  probed: Probed;
  ahead: Ahead | null;
}

async function judgeProbed(
  { file, sniffed, probed, ahead }: Opened,
  limits: TakeLimits,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const { format } = probed;
  const step = { timeoutMs: limits.stepTimeoutMs, signal };
  const packets = await refusing(
    () => walkPackets(file, probed, { ...step, maxPackets: limits.maxPackets }),
    unopened(sniffed),
  );
  const { video, audio, audioStreams } = chooseStreams(probed, packets);
  if (sniffed.kind === 'container' && sniffed.missingBytes > 0)
    throw truncated(sniffed, probed, video ?? audio, packets);
  const soundOnly = video === null && !probed.streams.some(isPicture);
  if (soundOnly) return await judgeSound(file, { probed, packets, audio, audioStreams }, step, limits);
  if (video === null) throw new MediaRefusal('no_video_stream');
  if (!VIDEO_CODECS.has(video.codec_name ?? '')) throw new MediaRefusal('codec_unsupported', { picture: 1 });
  if (audio === null) throw new MediaRefusal('no_audio_stream');
  if (!AUDIO_CODECS.has(audio.codec_name ?? '')) throw new MediaRefusal('codec_unsupported', { sound: 1 });

  const walked = packets.get(video.index);
  const packetMs = lengthOf(walked, limits);
  if (walked?.startUs == null) throw new MediaRefusal('length_unknown');
  refuseByPromise(probed, packets);
  const rate = measureRate(walked.timesUs);
  refuseByRate(video, rate.averageFps, limits);

  const begun = ahead?.video === video && ahead.audio === audio ? ahead.frames : null;
  const frames = await (begun ?? firstSeconds(file, video, audio, limits, signal));
  if (frames === 0) throw new MediaRefusal('unreadable', { packets: walked.count });

  const shape = shownShape(video);
  const { num, den } = rateClass(rate);
  const hdr = transferOf(video);
  // Tape holds fields, and does not say so. What says that it is whole is left as it is.
  const interlaced =
    /^(tt|bb|tb|bt)$/.test(video.field_order ?? '') ||
    (video.codec_name === 'dvvideo' && video.field_order !== 'progressive');
  const findings: Finding[] = await metadataIn(file, probed);
  const note = (when: boolean, code: Finding['code'], figures?: Record<string, number>) => {
    if (when) findings.push(figures === undefined ? { code } : { code, figures });
  };
  note(shape.rotation !== 0, 'rotated', { degrees: shape.rotation });
  note(shape.height > shape.width, 'portrait');
  note(hdr !== 'sdr', 'hdr');
  note(rate.variable, 'variable_frame_rate');
  note(interlaced, 'interlaced');
  note(Math.min(shape.width, shape.height) < LOW_RESOLUTION_LINES, 'low_resolution', {
    lines: Math.min(shape.width, shape.height),
  });
  note(!(format.duration != null && format.duration > 0), 'no_container_length');
  note(audioStreams > 1, 'several_audio_streams', { streams: audioStreams });
  return {
    outcome: 'accepted',
    source: {
      container: format.format_name,
      videoCodec: video.codec_name ?? '',
      audioCodec: audio.codec_name ?? '',
      ...shape,
      rate: { num, den },
      packetMs,
      startUs: Math.round(walked.startUs),
      transfer: hdr,
      ...(hdr === 'sdr' && meansBt709(video) ? { assumedMatrix: 'bt709' as const } : {}),
      interlaced,
      videoStreamIndex: video.index,
      audioStreamIndex: audio.index,
    },
    findings,
  };
}

/** Sound alone: shown with a card. */
async function judgeSound(
  file: string,
  found: {
    probed: Probed;
    packets: ReadonlyMap<number, StreamPackets>;
    audio: ProbedStream | null;
    audioStreams: number;
  },
  step: { timeoutMs: number; signal: AbortSignal | undefined },
  limits: TakeLimits,
): Promise<Verdict> {
  const { probed, packets, audio, audioStreams } = found;
  if (audio === null) throw new MediaRefusal('not_a_video');
  if (!AUDIO_CODECS.has(audio.codec_name ?? '')) throw new MediaRefusal('codec_unsupported', { sound: 1 });
  const packetMs = lengthOf(packets.get(audio.index), limits);
  refuseByPromise(probed, packets);
  const startUs = await refusing(() => firstSoundUs(file, audio.index, step), new MediaRefusal('unreadable'));
  const findings: Finding[] = [{ code: 'sound_only' }, ...(await metadataIn(file, probed))];
  if (audioStreams > 1) findings.push({ code: 'several_audio_streams', figures: { streams: audioStreams } });
  return { outcome: 'accepted', source: soundFacts(probed, audio, { startUs, packetMs }), findings };
}

function lengthOf(walked: StreamPackets | undefined, limits: TakeLimits): number {
  if (walked == null || walked.startUs === null || walked.endUs === null || walked.endUs <= walked.startUs)
    throw new MediaRefusal('length_unknown');
  const packetMs = Math.round((walked.endUs - walked.startUs) / 1000);
  if (packetMs <= 0) throw new MediaRefusal('length_unknown');
  if (packetMs > limits.maxDurationMs + LENGTH_SLACK_MS)
    throw new MediaRefusal('too_long', { lengthMs: packetMs, limitMs: limits.maxDurationMs });
  return packetMs;
}

async function sniffFile(file: string): Promise<Sniffed> {
  const handle = await open(file, 'r');
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new MediaRefusal('not_a_video');
    const { size } = stats;
    if (size === 0) throw new MediaRefusal('empty_file');
    return await sniff(handle, size);
  } finally {
    await handle.close();
  }
}

function refuseBySniff(sniffed: Sniffed): void {
  if (sniffed.kind === 'playlist' || sniffed.kind === 'names_other_files')
    throw new MediaRefusal('references_other_files');
  if (sniffed.kind === 'encrypted') throw new MediaRefusal('encrypted');
  if (sniffed.kind === 'unknown') throw new MediaRefusal('not_a_video');
}

/** Why a file of a known kind cannot be opened: its index was to come at the end, which is missing; or it is damaged. */
function unopened(sniffed: Sniffed): MediaRefusal {
  if (sniffed.kind !== 'container') return new MediaRefusal('not_a_video');
  if (sniffed.missingBytes > 0 || sniffed.index === 'missing')
    return new MediaRefusal('truncated', { missingBytes: sniffed.missingBytes });
  return new MediaRefusal('unreadable');
}

function refuseStream(stream: ProbedStream, limits: TakeLimits): void {
  const encryption = stream.side_data_list.some((data) => /encryption/i.test(data.side_data_type ?? ''));
  if (encryption || /^(encv|enca|drmi|drms|aavd)$/.test(stream.codec_tag_string ?? ''))
    throw new MediaRefusal('encrypted');
  const pixels = Math.max(
    (stream.width ?? 0) * (stream.height ?? 0),
    (stream.coded_width ?? 0) * (stream.coded_height ?? 0),
  );
  if (pixels > limits.maxPixels)
    throw new MediaRefusal('picture_too_large', { pixels, maxPixels: limits.maxPixels });
}

/** A header that promises much more than any stream holds: the rest was not written, or was never there. */
function refuseByPromise(probed: Probed, packets: ReadonlyMap<number, StreamPackets>): void {
  const { format_name: name, duration } = probed.format;
  if (duration == null || !name.split(',').some((part) => DECLARES_LENGTH.has(part))) return;
  const ends = [...packets.values()].map(({ endUs }) => endUs ?? 0);
  const presentMs = Math.max(0, ...ends) / 1000;
  const promisedMs = duration * 1000;
  if (promisedMs - presentMs > PROMISE_SLACK_MS && presentMs < promisedMs * PROMISE_SHARE)
    throw new MediaRefusal('truncated', {
      presentMs: Math.round(presentMs),
      promisedMs: Math.round(promisedMs),
    });
}

function refuseByRate(video: ProbedStream, fps: number, limits: TakeLimits): void {
  if (fps > limits.maxFps)
    throw new MediaRefusal('picture_too_large', { fps: Math.round(fps), maxFps: limits.maxFps });
  const pixelsPerSecond = Math.round((video.width ?? 0) * (video.height ?? 0) * fps);
  if (pixelsPerSecond > limits.maxPixelsPerSecond)
    throw new MediaRefusal('picture_too_large', {
      pixelsPerSecond,
      maxPixelsPerSecond: limits.maxPixelsPerSecond,
    });
}

function truncated(
  sniffed: Sniffed & { kind: 'container' },
  probed: Probed,
  video: ProbedStream | null,
  packets: ReadonlyMap<number, StreamPackets>,
): MediaRefusal {
  const walked = video === null ? undefined : packets.get(video.index);
  const presentMs =
    walked?.startUs != null && walked.endUs !== null ? (walked.endUs - walked.startUs) / 1000 : 0;
  return new MediaRefusal('truncated', {
    missingBytes: sniffed.missingBytes,
    presentMs: Math.round(presentMs),
    ...(probed.format.duration == null ? {} : { promisedMs: Math.round(probed.format.duration * 1000) }),
  });
}

function transferOf(video: ProbedStream): 'sdr' | 'hlg' | 'pq' {
  if (video.color_transfer === 'smpte2084') return 'pq';
  return video.color_transfer === 'arib-std-b67' ? 'hlg' : 'sdr';
}

const HD_LINES = 720;

/** Players read high definition that does not name its colours as BT.709; VP8 knows BT.601 alone (RFC 6386, 9.2). */
function meansBt709(video: ProbedStream): boolean {
  const said = video.color_space !== undefined && video.color_space !== 'unknown';
  const lines = Math.min(video.width ?? 0, video.height ?? 0);
  return !said && video.codec_name !== 'vp8' && lines >= HD_LINES;
}

/** Width and height as shown: pixels made square, then turned. */
function shownShape(video: ProbedStream): { width: number; height: number; rotation: number } {
  const width = video.width ?? 0;
  const height = video.height ?? 0;
  if (width < 2 || height < 2) throw new MediaRefusal('unreadable', { width, height });
  const sar = video.sample_aspect_ratio;
  const stretched =
    sar != null && sar.num > 0 && sar.den > 0 ? Math.max(1, Math.round((width * sar.num) / sar.den)) : width;
  const turned = video.side_data_list.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const rotation = (((Math.round(turned / 90) * 90) % 360) + 360) % 360;
  return rotation % 180 === 90
    ? { width: height, height: stretched, rotation }
    : { width: stretched, height, rotation };
}
