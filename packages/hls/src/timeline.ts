import {
  AAC_FRAME,
  AUDIO_RATE,
  type MediaSet,
  type Segment,
  type Track,
  ticksToMs,
  VIDEO_TIMESCALE,
} from '@rostrum/domain';
import { HlsError } from './errors.ts';
import { checkTrack, checkVideoLength, fail } from './fitness.ts';

export const AUDIO_TRACK = 'audio';
/** Segments are closed two-second groups of pictures (29.97/s: 2.002 s, which still rounds to 2). */
export const SEGMENT_TARGET_S = 2;

export interface ProgrammeItem {
  itemId: string;
  mediaSet: MediaSet;
}

export interface PlacedItem {
  itemId: string;
  /** 90 kHz ticks of the timeline. */
  startTicks: number;
  durationTicks: number;
  /** 48 kHz samples of the timeline, on one grid of 1024 samples. */
  audioStartSamples: number;
  audioFrames: number;
  /** Frames of silence at the item's end because its sound is shorter than its picture; 0 is normal. */
  missingAudioFrames: number;
}

export interface PlacedSegment {
  /** Number in the timeline's track, from 0: what a media address names, and the media sequence number. */
  index: number;
  itemId: string;
  itemIndex: number;
  /** Storage key. */
  key: string;
  /** The `tfdt` that the segment gets, in the track's timescale. */
  startTicks: number;
  /** Up to where the next segment starts. */
  durationTicks: number;
  bytes: number;
  /** Sound only: serve just so many of its AAC frames. null: all of them, as they are. */
  keepFrames: number | null;
  /** Which of the track's init files it needs. */
  initIndex: number;
  /** A discontinuity stands before it. Only where items differ in an init file. */
  discontinuity: boolean;
}

export interface PlacedInit {
  itemId: string;
  key: string;
  sha256: string;
}

export interface PlacedTrack {
  kind: 'video' | 'audio';
  /** Rendition name, or `audio`. */
  name: string;
  timescale: number;
  /** One for each init that differs, without duplicates. */
  codecs: string[];
  width: number | null;
  height: number | null;
  /** Highest frame rate of its items; null for sound. */
  frameRate: number | null;
  inits: PlacedInit[];
  segments: PlacedSegment[];
}

export interface Timeline {
  /** false while the media set still grows. */
  complete: boolean;
  durationTicks: number;
  items: PlacedItem[];
  video: PlacedTrack[];
  audio: PlacedTrack;
  /** EXT-X-TARGETDURATION of every playlist. */
  targetDurationS: number;
  /** true: one init per track serves all items and no discontinuity is needed. */
  continuous: boolean;
}

/**
 * A programme on one continuous timeline, in the order given.
 *
 * Sound follows time, never index: item k starts on the AAC frame nearest to its picture's start, and ends
 * where item k+1 starts. So each item is capped at round(duration · 48000 / 1024) frames with the remainder
 * carried on, and sound and picture are never more than half a frame (10.7 ms) apart.
 *
 * Throws HlsError `unfit-media-set` or `no-common-rendition`.
 */
export function programmeTimeline(items: readonly ProgrammeItem[]): Timeline {
  if (items.length === 0) throw new HlsError('no-segments', 'a programme has at least one item');
  const placed: PlacedItem[] = [];
  let startTicks = 0;
  for (const { itemId, mediaSet } of items) {
    if (!mediaSet.complete) fail(itemId, 'is still being prepared');
    const audioStart = audioFrameAt(startTicks);
    const nextAudioStart = audioFrameAt(startTicks + mediaSet.durationTicks);
    const present = frameCount(mediaSet.audio);
    const audioFrames = Math.min(nextAudioStart - audioStart, present);
    placed.push({
      itemId,
      startTicks,
      durationTicks: mediaSet.durationTicks,
      audioStartSamples: audioStart * AAC_FRAME,
      audioFrames,
      missingAudioFrames: nextAudioStart - audioStart - audioFrames,
    });
    startTicks += mediaSet.durationTicks;
  }
  const names = commonRenditions(items);
  const tracksOf = (name: string) => items.map(({ mediaSet }) => videoTrack(mediaSet, name));
  const breaks = breaksBetween(items, [...names.map(tracksOf), items.map(({ mediaSet }) => mediaSet.audio)]);
  const video = names.map((name) => placeVideo(name, items, tracksOf(name), placed, breaks));
  const audio = placeAudio(items, placed, breaks, startTicks);
  return finish({ complete: true, durationTicks: startTicks, items: placed, video, audio }, breaks);
}

/**
 * One media set as it is, also while it grows: nothing is capped, because a playlist that was handed out
 * may only be added to. Tracks may have different numbers of segments.
 */
export function mediaSetTimeline(itemId: string, mediaSet: MediaSet): Timeline {
  const items = [{ itemId, mediaSet }];
  const item: PlacedItem = {
    itemId,
    startTicks: 0,
    durationTicks: mediaSet.durationTicks,
    audioStartSamples: 0,
    audioFrames: frameCount(mediaSet.audio),
    missingAudioFrames: 0,
  };
  const video = mediaSet.video.map((track) => {
    checkTrack(itemId, track, VIDEO_TIMESCALE);
    if (mediaSet.complete) checkVideoLength(itemId, track, mediaSet.durationTicks);
    const out = emptyTrack('video', track.name, items, [track]);
    for (const segment of track.segments) push(out, 0, itemId, mediaSet, segment, 0, null, []);
    return out;
  });
  checkTrack(itemId, mediaSet.audio, AUDIO_RATE);
  const audio = emptyTrack('audio', AUDIO_TRACK, items, [mediaSet.audio]);
  for (const segment of mediaSet.audio.segments) push(audio, 0, itemId, mediaSet, segment, 0, null, []);
  const durationTicks = mediaSet.durationTicks;
  return finish({ complete: mediaSet.complete, durationTicks, items: [item], video, audio }, []);
}

export function findTrack(timeline: Timeline, name: string): PlacedTrack | undefined {
  return name === AUDIO_TRACK ? timeline.audio : timeline.video.find((track) => track.name === name);
}

export function timelineMs(timeline: Timeline): number {
  return ticksToMs(timeline.durationTicks);
}

/** Renditions that every item has, in the order of the first. */
export function commonRenditions(items: readonly ProgrammeItem[]): string[] {
  const [first, ...others] = items;
  const names = (first?.mediaSet.video ?? [])
    .map(({ name }) => name)
    .filter((name) => others.every(({ mediaSet }) => mediaSet.video.some((track) => track.name === name)));
  if (names.length === 0) throw new HlsError('no-common-rendition', 'the items share no rendition');
  return names;
}

/** The AAC frame nearest to a time of the picture: 90,000 ticks are 48,000 samples. */
function audioFrameAt(ticks: number): number {
  return Math.round((ticks * AUDIO_RATE) / (VIDEO_TIMESCALE * AAC_FRAME));
}

/** An encoder may declare its last frame shorter than it is; it still is one frame. */
function framesOf(segment: Segment): number {
  return Math.ceil(segment.durationTicks / AAC_FRAME);
}

function frameCount(track: Track): number {
  return track.segments.reduce((sum, segment) => sum + framesOf(segment), 0);
}

function videoTrack(mediaSet: MediaSet, name: string): Track {
  const track = mediaSet.video.find((candidate) => candidate.name === name);
  if (track === undefined) throw new HlsError('no-common-rendition', `no rendition ${name}`);
  return track;
}

/**
 * Before which items a discontinuity stands. Where one track needs it, all get it: RFC 8216 section 6.2.4
 * wants matching discontinuities in every rendition.
 */
function breaksBetween(items: readonly ProgrammeItem[], tracks: readonly Track[][]): boolean[] {
  return items.map(
    (_, at) => at > 0 && tracks.some((track) => track[at]?.initSha256 !== track[at - 1]?.initSha256),
  );
}

function placeVideo(
  name: string,
  items: readonly ProgrammeItem[],
  tracks: readonly Track[],
  placed: readonly PlacedItem[],
  breaks: readonly boolean[],
): PlacedTrack {
  const out = emptyTrack('video', name, items, tracks);
  for (const [at, { itemId, mediaSet }] of items.entries()) {
    const track = tracks[at];
    const item = placed[at];
    if (track === undefined || item === undefined) continue;
    checkTrack(itemId, track, VIDEO_TIMESCALE);
    checkVideoLength(itemId, track, mediaSet.durationTicks);
    for (const segment of track.segments) {
      push(out, at, itemId, mediaSet, segment, item.startTicks, null, breaks);
    }
  }
  return out;
}

function placeAudio(
  items: readonly ProgrammeItem[],
  placed: readonly PlacedItem[],
  breaks: readonly boolean[],
  totalTicks: number,
): PlacedTrack {
  const tracks = items.map(({ mediaSet }) => mediaSet.audio);
  const out = emptyTrack('audio', AUDIO_TRACK, items, tracks);
  for (const [at, { itemId, mediaSet }] of items.entries()) {
    const item = placed[at];
    if (item === undefined) continue;
    checkTrack(itemId, mediaSet.audio, AUDIO_RATE);
    if (item.audioFrames === 0) fail(itemId, 'has no sound');
    let left = item.audioFrames;
    for (const segment of mediaSet.audio.segments) {
      if (left === 0) break;
      const frames = framesOf(segment);
      const kept = Math.min(frames, left);
      left -= kept;
      const whole = kept === frames && segment.durationTicks === frames * AAC_FRAME;
      push(out, at, itemId, mediaSet, segment, item.audioStartSamples, whole ? null : kept, breaks);
    }
  }
  for (const [index, segment] of out.segments.entries()) {
    const next = out.segments[index + 1];
    const end = next?.startTicks ?? audioFrameAt(totalTicks) * AAC_FRAME;
    segment.durationTicks = end - segment.startTicks;
  }
  return out;
}

function emptyTrack(
  kind: 'video' | 'audio',
  name: string,
  items: readonly ProgrammeItem[],
  tracks: readonly Track[],
): PlacedTrack {
  const inits: PlacedInit[] = [];
  const rates = items.map(({ mediaSet: { rate } }) => rate.num / rate.den);
  for (const [at, track] of tracks.entries()) {
    const item = items[at];
    if (item === undefined || inits.some(({ sha256 }) => sha256 === track.initSha256)) continue;
    inits.push({ itemId: item.itemId, key: item.mediaSet.root + track.init, sha256: track.initSha256 });
  }
  const largest = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    kind,
    name,
    timescale: kind === 'video' ? VIDEO_TIMESCALE : AUDIO_RATE,
    codecs: [...new Set(tracks.map(({ codecs }) => codecs))],
    width: largest(tracks.map(({ width }) => width)),
    height: largest(tracks.map(({ height }) => height)),
    frameRate: kind === 'video' ? Math.max(...rates) : null,
    inits,
    segments: [],
  };
}

function push(
  out: PlacedTrack,
  itemIndex: number,
  itemId: string,
  mediaSet: MediaSet,
  segment: Segment,
  offsetTicks: number,
  keepFrames: number | null,
  breaks: readonly boolean[],
): void {
  const track = out.kind === 'audio' ? mediaSet.audio : videoTrack(mediaSet, out.name);
  const previous = out.segments.at(-1);
  out.segments.push({
    index: out.segments.length,
    itemId,
    itemIndex,
    key: mediaSet.root + segment.name,
    startTicks: offsetTicks + segment.startTicks,
    durationTicks: segment.durationTicks,
    bytes: segment.bytes,
    keepFrames,
    initIndex: out.inits.findIndex(({ sha256 }) => sha256 === track.initSha256),
    discontinuity: previous?.itemIndex !== itemIndex && breaks[itemIndex] === true,
  });
}

/** RFC 8216 section 4.3.3.1: every EXTINF, rounded to the nearest integer, is at most the target duration. */
function finish(
  timeline: Omit<Timeline, 'targetDurationS' | 'continuous'>,
  breaks: readonly boolean[],
): Timeline {
  let targetDurationS = SEGMENT_TARGET_S;
  for (const track of [...timeline.video, timeline.audio]) {
    for (const { durationTicks } of track.segments) {
      targetDurationS = Math.max(targetDurationS, Math.round(durationTicks / track.timescale));
    }
  }
  return { ...timeline, targetDurationS, continuous: !breaks.includes(true) };
}
