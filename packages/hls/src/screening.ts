import {
  reachedAtMs,
  type ScreeningClock,
  type ScreeningOverride,
  type ScreeningPosition,
  screeningAt,
  turnFromMs,
  VIDEO_TIMESCALE,
} from '@rostrum/domain';
import { HlsError } from './errors.ts';
import { opening, type SegmentLinesOptions, segmentLines } from './playlist.ts';
import { type PlacedSegment, type PlacedTrack, type Timeline, timelineMs } from './timeline.ts';

export const WINDOW_AHEAD_MS = 12_000;
export const WINDOW_BEHIND_MS = 24_000;
/** Half an AAC frame, by which sound begins before or after its picture, and a millisecond that was rounded. */
const SAME_PLACE_MS = 12;

export interface Screening {
  timeline: Timeline;
  /** Milliseconds since 1970, as are all instants here. */
  startsAtMs: number;
  overrides: readonly ScreeningOverride[];
}

export function clockOf({ timeline, startsAtMs, overrides }: Screening): ScreeningClock {
  return { startsAtMs, overrides, lengthMs: timelineMs(timeline) };
}

export function screeningPosition(screening: Screening, nowMs: number): ScreeningPosition {
  return screeningAt(clockOf(screening), nowMs);
}

/**
 * When a segment entered the window of the turn that runs now. Whatever a listed segment's address holds must come
 * from this and not from the moment of asking: it may not change while it is listed (RFC 8216 section 6.2.1).
 */
export function segmentListedAtMs(
  screening: Screening,
  track: PlacedTrack,
  segment: PlacedSegment,
  nowMs: number,
): number {
  const startMs = toMs(segment.startTicks, track.timescale);
  return Math.min(nowMs, reachedAtMs(clockOf(screening), startMs - WINDOW_AHEAD_MS, nowMs));
}

/** When the turn that runs now began: what its lists say from first to last may hold nothing later. */
export function turnBeganAtMs(screening: Screening, nowMs: number): number {
  return Math.min(nowMs, reachedAtMs(clockOf(screening), 0, nowMs));
}

export interface ScreeningWindow {
  turn: number;
  /** Segments first … end − 1 of the track. */
  first: number;
  end: number;
  /** The last segment is in the window: it never changes again. */
  ended: boolean;
  /** Two windows with the same key give the same text, so that the text can be cached. */
  key: string;
}

/**
 * From 24 s behind the position to 12 s ahead of it, at least, but never from before the place where the turn began:
 * what a skip passes over is handed out to nobody. The bounds come from the picture for every track, because sound
 * has other boundaries. null before the screening begins.
 */
export function screeningWindow(
  screening: Screening,
  track: PlacedTrack,
  nowMs: number,
): ScreeningWindow | null {
  const { phase, positionMs, turn } = screeningPosition(screening, nowMs);
  if (phase === 'waiting') return null;
  const [clock] = screening.timeline.video;
  const last = clock?.segments.at(-1);
  if (clock === undefined || last === undefined) {
    throw new HlsError('no-segments', 'a screening needs a picture');
  }
  // RFC 8216 section 6.2.1: nothing may change once EXT-X-ENDLIST is there. So the window stands still from
  // the millisecond in which the last segment enters it.
  const freezeMs = Math.floor(toMs(last.startTicks, clock.timescale)) - WINDOW_AHEAD_MS + 1;
  const atMs = Math.min(positionMs, freezeMs);
  const turnMs = turnFromMs(clockOf(screening), nowMs);
  const from = Math.max(firstBeyond(clock, atMs - WINDOW_BEHIND_MS), firstOfTurn(clock, turnMs));
  const to = countBefore(clock, (s) => toMs(s.startTicks, clock.timescale) < atMs + WINDOW_AHEAD_MS);
  const ended = to === clock.segments.length;
  const bounds = track === clock ? { first: from, end: to } : matching(track, clock, from, to);
  bounds.first = Math.max(bounds.first, firstOfTurn(track, turnMs));
  return { turn, ...bounds, ended, key: `${turn}.${track.name}.${bounds.first}.${bounds.end}` };
}

/**
 * What the lists of the turn that runs now have named so far: from the first of its first list to the last of the
 * newest. null before the screening begins.
 */
export function listedSoFar(
  screening: Screening,
  track: PlacedTrack,
  nowMs: number,
): { first: number; end: number } | null {
  return sinceTurnBegan(screening, nowMs, (ms) => screeningWindow(screening, track, ms));
}

/** @param windowAt never goes back within a turn */
export function sinceTurnBegan(
  screening: Screening,
  nowMs: number,
  windowAt: (ms: number) => { first: number; end: number } | null,
): { first: number; end: number } | null {
  const now = windowAt(nowMs);
  const first = now && windowAt(turnBeganAtMs(screening, nowMs));
  return now && first && { first: first.first, end: now.end };
}

export interface ScreeningPlaylistOptions extends Omit<SegmentLinesOptions, 'dateOf'> {
  screening: Screening;
  track: PlacedTrack;
  window: ScreeningWindow;
}

/**
 * EXT-X-PROGRAM-DATE-TIME is start + place in the programme, whatever was held or skipped, so that the date
 * of a listed segment never changes: a page compares it with start + `positionMs`.
 */
export function screeningPlaylist(options: ScreeningPlaylistOptions): string {
  const { screening, track, window } = options;
  const gone = track.segments.slice(0, window.first).filter(({ discontinuity }) => discontinuity).length;
  const lines = [
    ...opening(screening.timeline),
    `#EXT-X-MEDIA-SEQUENCE:${window.first}`,
    ...(screening.timeline.continuous ? [] : [`#EXT-X-DISCONTINUITY-SEQUENCE:${gone}`]),
    ...segmentLines(track, track.segments.slice(window.first, window.end), {
      segmentUri: options.segmentUri,
      initUri: options.initUri,
      dateOf: (segment) =>
        new Date(Math.round(screening.startsAtMs + toMs(segment.startTicks, track.timescale))),
    }),
  ];
  if (window.ended) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

/** The segments of another track that hold any of the clock's. */
function matching(
  track: PlacedTrack,
  clock: PlacedTrack,
  from: number,
  to: number,
): { first: number; end: number } {
  const startMs = toMs(clock.segments[from]?.startTicks ?? 0, clock.timescale);
  const stop = clock.segments[to];
  const first = countBefore(track, (s) => toMs(s.startTicks + s.durationTicks, track.timescale) <= startMs);
  if (stop === undefined) return { first, end: track.segments.length };
  const stopMs = toMs(stop.startTicks, clock.timescale);
  return { first, end: countBefore(track, (s) => toMs(s.startTicks, track.timescale) < stopMs) };
}

/** The first segment that ends beyond a place. */
function firstBeyond(track: PlacedTrack, ms: number): number {
  return countBefore(track, (s) => toMs(s.startTicks + s.durationTicks, track.timescale) <= ms);
}

/** The segment in which a turn begins; the last where that is the end, because no list may be empty. */
function firstOfTurn(track: PlacedTrack, turnMs: number): number {
  if (turnMs === 0) return 0;
  return Math.min(track.segments.length - 1, firstBeyond(track, turnMs + SAME_PLACE_MS));
}

function toMs(ticks: number, timescale: number = VIDEO_TIMESCALE): number {
  return (ticks * 1000) / timescale;
}

/** How many leading segments satisfy a condition that, once false, stays false. */
function countBefore(track: PlacedTrack, holds: (segment: PlacedSegment) => boolean): number {
  let low = 0;
  let high = track.segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const segment = track.segments[middle];
    if (segment !== undefined && holds(segment)) low = middle + 1;
    else high = middle;
  }
  return low;
}
