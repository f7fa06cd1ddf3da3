import { z } from 'zod';

/**
 * Renditions: one record from which the encoder's arguments and the playlists are both made.
 * Level, timescale and tick rate are fixed per rendition, so that one init file serves every
 * statement of the product. Change anything here and PROFILE_VERSION must change with it.
 */
export const PROFILE_VERSION = 2;
export const VIDEO_TIMESCALE = 90_000;
export const AUDIO_RATE = 48_000;
export const AAC_FRAME = 1024;

export const RENDITION_NAMES = ['1080p', '720p', '480p', '360p', '240p'] as const;
export type RenditionName = (typeof RENDITION_NAMES)[number];

export interface RenditionProfile {
  name: RenditionName;
  width: number;
  height: number;
  /** H.264 level as x264 takes it, and as the CODECS attribute writes it. */
  level: string;
  codecs: string;
  crf: number;
  maxrateBps: number;
}

export const RENDITIONS: readonly RenditionProfile[] = [
  {
    name: '1080p',
    width: 1920,
    height: 1080,
    level: '4.0',
    codecs: 'avc1.640028',
    crf: 23,
    maxrateBps: 4_500_000,
  },
  {
    name: '720p',
    width: 1280,
    height: 720,
    level: '3.1',
    codecs: 'avc1.64001f',
    crf: 23,
    maxrateBps: 2_400_000,
  },
  {
    name: '480p',
    width: 854,
    height: 480,
    level: '3.1',
    codecs: 'avc1.64001f',
    crf: 23,
    maxrateBps: 1_200_000,
  },
  {
    name: '360p',
    width: 640,
    height: 360,
    level: '3.0',
    codecs: 'avc1.64001e',
    crf: 24,
    maxrateBps: 700_000,
  },
  {
    name: '240p',
    width: 426,
    height: 240,
    level: '2.1',
    codecs: 'avc1.640015',
    crf: 25,
    maxrateBps: 350_000,
  },
];

export const AUDIO_PROFILE = {
  codecs: 'mp4a.40.2',
  sampleRate: AUDIO_RATE,
  channels: 2,
  bitrateBps: 96_000,
  integratedLufs: -16,
  truePeakDbtp: -1.5,
} as const;

/** Constant rates that a source's rate class maps to; a frame is a whole number of 90 kHz ticks in each. */
export const RATE_CLASSES = [
  { num: 24, den: 1, ticksPerFrame: 3750, gopFrames: 48 },
  { num: 25, den: 1, ticksPerFrame: 3600, gopFrames: 50 },
  { num: 30_000, den: 1001, ticksPerFrame: 3003, gopFrames: 60 },
  { num: 30, den: 1, ticksPerFrame: 3000, gopFrames: 60 },
] as const;
export type RateClass = (typeof RATE_CLASSES)[number];

/** Degrees clockwise, behind the turn that the file itself asks for. */
export const TURNS = [0, 90, 180, 270] as const;
export const Turned = z.literal(TURNS);
export type Turned = z.infer<typeof Turned>;

/** One media segment: where it lies, where it starts in its own set's timeline, how long, how large. */
export const Segment = z.object({
  /** Storage key below the set's root. */
  name: z.string(),
  startTicks: z.int().nonnegative(),
  durationTicks: z.int().positive(),
  bytes: z.int().positive(),
});
export type Segment = z.infer<typeof Segment>;

export const Track = z.object({
  name: z.string(),
  /** Storage key of the init file below the root. */
  init: z.string(),
  initSha256: z.string(),
  timescale: z.int().positive(),
  codecs: z.string(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  segments: z.array(Segment),
});
export type Track = z.infer<typeof Track>;

/**
 * Small pictures of a set, one for every `everyMs` of it and the last for the rest as well; laid out in sheets
 * row by row. `rows` are those of a whole sheet.
 */
export const Storyboard = z.object({
  sheets: z.array(z.object({ name: z.string(), bytes: z.int().positive() })).min(1),
  columns: z.int().positive(),
  rows: z.int().positive(),
  tileWidth: z.int().positive(),
  tileHeight: z.int().positive(),
  everyMs: z.int().positive(),
  tiles: z.int().positive(),
});
export type Storyboard = z.infer<typeof Storyboard>;

/**
 * What the encoder made of a take or of a cut. Grows while it is being prepared, then is complete and
 * never changes. `root` ends in a slash; every name is below `statements/<id>/`.
 */
export const MediaSet = z.object({
  profileVersion: z.int(),
  root: z.string(),
  complete: z.boolean(),
  rate: z.object({ num: z.int().positive(), den: z.int().positive(), ticksPerFrame: z.int().positive() }),
  /** Video frames and their whole length in 90 kHz ticks. 0 while nothing is there. */
  frames: z.int().nonnegative(),
  durationTicks: z.int().nonnegative(),
  video: z.array(Track),
  audio: Track,
  poster: z.string().nullable(),
  /** The moment that `poster` shows, where somebody chose it; `poster.jpg`, chosen by measure, is kept beside it. */
  posterMs: z.int().nonnegative().optional(),
  /** How far the picture was turned by hand; absent: not at all. */
  turned: Turned.optional(),
  /** The highest rendition and the sound as one MP4, for whom the speaker lets have it. */
  master: z.object({ name: z.string(), bytes: z.int().positive(), sha256: z.string() }).optional(),
  storyboard: Storyboard.optional(),
  /** The sound's waveform in the BBC's audiowaveform data format, version 2. */
  peaks: z.object({ name: z.string(), bytes: z.int().positive() }).optional(),
  /**
   * Where the picture is a card: marks of all that it shows, of the name on it and of the portrait, if any. They tell
   * sameness alone; who chose since to appear otherwise than on a card is shown by it no more.
   */
  card: z
    .object({ shows: z.string(), speaker: z.string().nullable(), portrait: z.string().optional() })
    .optional(),
});
export type MediaSet = z.infer<typeof MediaSet>;

export function ticksToMs(ticks: number, timescale: number = VIDEO_TIMESCALE): number {
  return Math.round((ticks * 1000) / timescale);
}

/** PEAK and AVERAGE bit rates of a track, as RFC 8216 section 4.3.4.2 defines them. */
export function trackBandwidth(track: Track): { peakBps: number; averageBps: number } {
  let peakBps = 0;
  let bytes = 0;
  let ticks = 0;
  for (const segment of track.segments) {
    peakBps = Math.max(peakBps, Math.ceil((segment.bytes * 8 * track.timescale) / segment.durationTicks));
    bytes += segment.bytes;
    ticks += segment.durationTicks;
  }
  return { peakBps, averageBps: ticks === 0 ? 0 : Math.ceil((bytes * 8 * track.timescale) / ticks) };
}
