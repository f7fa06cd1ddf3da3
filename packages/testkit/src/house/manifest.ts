import {
  AAC_FRAME,
  AUDIO_PROFILE,
  AUDIO_RATE,
  type MediaSet,
  RENDITIONS,
  type RenditionName,
  type Track,
  VIDEO_TIMESCALE,
} from '@rostrum/domain';

export interface ManifestOptions {
  root: string;
  lengthMs: number;
  renditions?: readonly RenditionName[];
  /** Two sets with different ones cannot share an init file. */
  initMark?: string;
  profileVersion?: number;
}

/** A manifest such as the encoder writes at 25 frames a second, of objects that nobody stored. */
export function manifestOf({
  root,
  lengthMs,
  renditions = ['480p', '360p'],
  initMark = 'same',
  profileVersion = 1,
}: ManifestOptions): MediaSet {
  const ticks = (lengthMs * VIDEO_TIMESCALE) / 1000;
  const track = (name: string, timescale: number, durationTicks: number): Track => ({
    name,
    init: `${name}/init.mp4`,
    initSha256: `${name}-${initMark}`,
    timescale,
    codecs: AUDIO_PROFILE.codecs,
    width: null,
    height: null,
    segments: [{ name: `${name}/0.m4s`, startTicks: 0, durationTicks, bytes: 1000 }],
  });
  return {
    profileVersion,
    root,
    complete: true,
    rate: { num: 25, den: 1, ticksPerFrame: 3600 },
    frames: ticks / 3600,
    durationTicks: ticks,
    video: RENDITIONS.filter(({ name }) => renditions.includes(name)).map(
      ({ name, codecs, width, height }) => ({
        ...track(name, VIDEO_TIMESCALE, ticks),
        codecs,
        width,
        height,
      }),
    ),
    audio: track('audio', AUDIO_RATE, Math.ceil((lengthMs * AUDIO_RATE) / 1000 / AAC_FRAME) * AAC_FRAME),
    poster: 'poster.jpg',
    storyboard: {
      sheets: [{ name: 'storyboard-0.jpg', bytes: 1000 }],
      columns: 10,
      rows: 10,
      tileWidth: 160,
      tileHeight: 90,
      everyMs: 2000,
      tiles: Math.min(100, Math.max(1, Math.round(lengthMs / 2000))),
    },
    peaks: { name: 'peaks.dat', bytes: 1000 },
  };
}
