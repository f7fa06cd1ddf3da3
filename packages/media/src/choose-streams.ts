import type { StreamPackets } from './packets.ts';
import type { Probed, ProbedStream } from './probe.ts';

export interface Chosen {
  video: ProbedStream | null;
  audio: ProbedStream | null;
  audioStreams: number;
}

/**
 * The picture: the default stream, else the first, that is no cover and is not empty. The sound: likewise.
 * Clean files of phones and cameras hold empty second video tracks, cover art, telemetry and two sounds.
 */
export function chooseStreams(probed: Probed, packets: ReadonlyMap<number, StreamPackets>): Chosen {
  return choose(probed, (stream) => (packets.get(stream.index)?.count ?? 0) > 0);
}

/** The same as long as it is not known which are empty. */
export function likelyStreams(probed: Probed): Chosen {
  return choose(probed, () => true);
}

function choose(probed: Probed, filled: (stream: ProbedStream) => boolean): Chosen {
  const videos = probed.streams.filter(isPicture);
  const audios = probed.streams.filter((s) => s.codec_type === 'audio');
  return {
    video: preferred(videos.filter(filled)),
    audio: preferred(audios.filter(filled)),
    audioStreams: audios.filter(filled).length,
  };
}

/** No cover, and none of the small pictures of chapters: what players show beside sound. */
export function isPicture({ codec_type: type, disposition }: ProbedStream): boolean {
  return type === 'video' && disposition.attached_pic !== 1 && disposition.timed_thumbnails !== 1;
}

function preferred(streams: ProbedStream[]): ProbedStream | null {
  return streams.find((s) => s.disposition.default === 1) ?? streams[0] ?? null;
}
