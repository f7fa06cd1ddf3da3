import {
  AAC_FRAME,
  AUDIO_RATE,
  type MediaSet,
  RATE_CLASSES,
  RENDITIONS,
  type Segment,
  VIDEO_TIMESCALE,
} from '@rostrum/domain';
import type { ProgrammeItem } from '../timeline.ts';

/** A repeatable stream of numbers in 0 … 1 (mulberry32), so that a failing case can be run again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function between(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export interface SetOptions {
  id: string;
  frames: number;
  rateClass?: number;
  renditions?: string[];
  /** Whose init files these are: sets of one family share them. */
  initFamily?: string;
  /** AAC frames beyond the picture; the encoder's last frame may be declared shorter. */
  surplusAudioFrames?: number;
  lastFrameSamples?: number;
  complete?: boolean;
}

/** A media set as the encoder would describe it: closed 2 s groups, sound with other boundaries. */
export function makeSet(options: SetOptions, random: () => number = seeded(1)): MediaSet {
  const { id, frames, initFamily = 'v1', renditions = ['720p', '360p'] } = options;
  const rate = RATE_CLASSES[options.rateClass ?? 1] ?? RATE_CLASSES[1];
  const root = `statements/${id}/a1/`;
  const durationTicks = frames * rate.ticksPerFrame;
  const profiles = RENDITIONS.filter(({ name }) => renditions.includes(name));
  const video = profiles.map((profile) => {
    const segments: Segment[] = [];
    for (let at = 0; at < frames; at += rate.gopFrames) {
      const count = Math.min(rate.gopFrames, frames - at);
      segments.push({
        name: `${profile.name}/${segments.length}.m4s`,
        startTicks: at * rate.ticksPerFrame,
        durationTicks: count * rate.ticksPerFrame,
        bytes: 200 + Math.ceil((random() * profile.maxrateBps * count * rate.ticksPerFrame) / 8 / 90_000),
      });
    }
    const { name, codecs, width, height } = profile;
    return {
      name,
      init: `${name}/init.mp4`,
      initSha256: `${initFamily}-${name}`,
      timescale: VIDEO_TIMESCALE,
      codecs,
      width,
      height,
      segments,
    };
  });
  return {
    profileVersion: 1,
    root,
    complete: options.complete ?? true,
    rate: { num: rate.num, den: rate.den, ticksPerFrame: rate.ticksPerFrame },
    frames,
    durationTicks,
    video,
    audio: {
      name: 'audio',
      init: 'audio/init.mp4',
      initSha256: `${initFamily}-audio`,
      timescale: AUDIO_RATE,
      codecs: 'mp4a.40.2',
      width: null,
      height: null,
      segments: soundOf(durationTicks, options, random),
    },
    poster: null,
  };
}

function soundOf(durationTicks: number, options: SetOptions, random: () => number): Segment[] {
  const exact = (durationTicks * AUDIO_RATE) / VIDEO_TIMESCALE / AAC_FRAME;
  let left = Math.max(1, Math.ceil(exact) + (options.surplusAudioFrames ?? 0));
  const segments: Segment[] = [];
  let startTicks = 0;
  while (left > 0) {
    const frames = Math.min(left, between(random, 93, 95));
    left -= frames;
    const declared = left === 0 ? (options.lastFrameSamples ?? AAC_FRAME) : AAC_FRAME;
    const ticks = (frames - 1) * AAC_FRAME + declared;
    const bytes = 600 + frames * 256;
    segments.push({ name: `audio/${segments.length}.m4s`, startTicks, durationTicks: ticks, bytes });
    startTicks += ticks;
  }
  return segments;
}

/** Any programme of any sets. `families` > 1 makes some joins that need a discontinuity. */
export function randomProgramme(seed: number, families = 1): ProgrammeItem[] {
  const random = seeded(seed);
  return Array.from({ length: between(random, 1, 8) }, (_, at) => {
    const others = ['1080p', '480p', '240p'].filter(() => random() < 0.5);
    const mediaSet = makeSet(
      {
        id: `s${at}`,
        frames: between(random, 1, 900),
        rateClass: between(random, 0, 3),
        renditions: ['720p', ...others],
        initFamily: `v${between(random, 1, families)}`,
        surplusAudioFrames: between(random, -3, 3),
        lastFrameSamples: between(random, 1, 1024),
      },
      random,
    );
    return { itemId: `s${at}`, mediaSet };
  });
}
