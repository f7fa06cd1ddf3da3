import { turnFromMs } from '@rostrum/domain';
import { type CaptionTrack, captionSegments } from './captions.ts';
import { HlsError } from './errors.ts';
import { PLAYLIST_VERSION, uriLine } from './playlist.ts';
import {
  clockOf,
  type Screening,
  screeningPosition,
  sinceTurnBegan,
  WINDOW_AHEAD_MS,
  WINDOW_BEHIND_MS,
} from './screening.ts';

/** Short, so that a player, which asks again once a segment, hears of each before it is due. */
export const LIVE_CAPTION_SEGMENT_MS = 6_000;

/** Segments first … end − 1 of every caption track are listed. null before the screening begins. */
function captionsWindow(screening: Screening, nowMs: number): { first: number; end: number } | null {
  const { phase, positionMs } = screeningPosition(screening, nowMs);
  if (phase === 'waiting') return null;
  const segments = captionSegments(screening.timeline, LIVE_CAPTION_SEGMENT_MS);
  const last = segments.at(-1);
  if (last === undefined) throw new HlsError('no-segments', 'nothing to caption');
  // As the picture's: it stands still from the millisecond in which the last segment enters it.
  const freezeMs = Math.ceil(last.startUs / 1000) - WINDOW_AHEAD_MS;
  const atMs = Math.min(positionMs, freezeMs);
  const fromMs = Math.max(atMs - WINDOW_BEHIND_MS, turnFromMs(clockOf(screening), nowMs));
  const beyond = segments.findIndex(({ endUs }) => endUs / 1000 > fromMs);
  const first = beyond < 0 ? segments.length - 1 : beyond;
  // What begins there is in it: RFC 8216 section 6.2.2 wants three of the longest segment, from the first moment on.
  const ahead = segments.findIndex(
    ({ startUs }, index) => index > 0 && startUs / 1000 > atMs + WINDOW_AHEAD_MS,
  );
  return { first, end: ahead < 0 ? segments.length : ahead };
}

/** What the caption lists of the turn that runs now have named so far. null before the screening begins. */
export function captionsListedSoFar(
  screening: Screening,
  nowMs: number,
): { first: number; end: number } | null {
  return sinceTurnBegan(screening, nowMs, (ms) => captionsWindow(screening, ms));
}

/**
 * A track without what the turn that runs has passed over: its first segment began before that turn did. The same for
 * as long as the turn lasts.
 */
export function captionsOfTurn(screening: Screening, track: CaptionTrack, nowMs: number): CaptionTrack {
  const fromMs = turnFromMs(clockOf(screening), nowMs);
  return { ...track, cues: track.cues.filter(({ endMs }) => endMs > fromMs) };
}

/**
 * The window of a caption track: the same time as the picture's, in segments of its own length. Dates tell a player
 * where it lies, as they do for the picture. null before the screening begins.
 */
export function screeningCaptions(
  screening: Screening,
  nowMs: number,
  segmentUri: (index: number) => string,
): string | null {
  const window = captionsWindow(screening, nowMs);
  if (window === null) return null;
  const segments = captionSegments(screening.timeline, LIVE_CAPTION_SEGMENT_MS);
  const listed = segments.map((segment, index) => ({ ...segment, index })).slice(window.first, window.end);
  return `${[
    '#EXTM3U',
    `#EXT-X-VERSION:${PLAYLIST_VERSION}`,
    `#EXT-X-TARGETDURATION:${LIVE_CAPTION_SEGMENT_MS / 1000}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MEDIA-SEQUENCE:${window.first}`,
    ...listed.flatMap(({ startUs, endUs, index }) => [
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(Math.round(screening.startsAtMs + startUs / 1000)).toISOString()}`,
      `#EXTINF:${((endUs - startUs) / 1_000_000).toFixed(6)},`,
      uriLine(segmentUri(index)),
    ]),
    ...(window.end === segments.length ? ['#EXT-X-ENDLIST'] : []),
  ].join('\n')}\n`;
}
