import { type Cue, cueTime, VIDEO_TIMESCALE } from '@rostrum/domain';
import { HlsError } from './errors.ts';
import { PLAYLIST_VERSION, uriLine } from './playlist.ts';
import type { Timeline } from './timeline.ts';

export const CAPTIONS_TYPE = 'text/vtt; charset=utf-8';
/** Captions are some ten bytes a second: longer segments than the picture's save a viewer requests. */
export const CAPTION_SEGMENT_MS = 30_000;

/** Captions of one item of a timeline, in the item's own time. */
export interface ItemCaptions {
  itemId: string;
  /** BCP 47, canonical. */
  language: string;
  /** As a player lists it. */
  label: string;
  cues: readonly Cue[];
}

/** One language over a whole timeline; items without it have nothing to read. */
export interface CaptionTrack {
  language: string;
  label: string;
  /** In the timeline's time, in order. */
  cues: Cue[];
}

/**
 * Every item's captions on the timeline, one track a language, in the order of their tags. No caption stands over
 * the end of its item. A timeline that still grows has none: nothing is known of its length.
 */
export function placeCaptions(timeline: Timeline, captions: readonly ItemCaptions[]): CaptionTrack[] {
  if (!timeline.complete) return [];
  const tracks = new Map<string, CaptionTrack>();
  for (const item of timeline.items) {
    const startMs = tickMs(item.startTicks);
    const endMs = tickMs(item.startTicks + item.durationTicks);
    for (const { itemId, language, label, cues } of captions) {
      if (itemId !== item.itemId) continue;
      const track = tracks.get(language) ?? { language, label, cues: [] };
      tracks.set(language, track);
      for (const cue of cues) {
        const placed = {
          startMs: Math.round(startMs + cue.startMs),
          endMs: Math.min(Math.round(startMs + cue.endMs), Math.floor(endMs)),
          text: cue.text,
        };
        if (placed.endMs > placed.startMs) track.cues.push(placed);
      }
    }
  }
  return [...tracks.values()].sort((a, b) => (a.language < b.language ? -1 : 1));
}

/** Where the segments of every caption track of a timeline begin and end: equal ones, and what is left. */
export function captionSegments(
  timeline: Timeline,
  segmentMs: number = CAPTION_SEGMENT_MS,
): { startUs: number; endUs: number }[] {
  const wholeUs = Math.round((timeline.durationTicks * 1_000_000) / VIDEO_TIMESCALE);
  const lengthUs = segmentMs * 1000;
  const segments: { startUs: number; endUs: number }[] = [];
  for (let startUs = 0; startUs < wholeUs; startUs += lengthUs) {
    segments.push({ startUs, endUs: Math.min(startUs + lengthUs, wholeUs) });
  }
  return segments;
}

/**
 * The playlist of a caption track: a recording as long as the timeline, with a target duration of its own, which RFC
 * 8216 section 6.2.4 leaves to a VOD. @throws HlsError no-segments
 */
export function captionPlaylist(timeline: Timeline, segmentUri: (index: number) => string): string {
  const segments = captionSegments(timeline);
  if (segments.length === 0) throw new HlsError('no-segments', 'nothing to caption');
  return `${[
    '#EXTM3U',
    `#EXT-X-VERSION:${PLAYLIST_VERSION}`,
    `#EXT-X-TARGETDURATION:${CAPTION_SEGMENT_MS / 1000}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...segments.flatMap(({ startUs, endUs }, index) => [
      `#EXTINF:${((endUs - startUs) / 1_000_000).toFixed(6)},`,
      uriLine(segmentUri(index)),
    ]),
    '#EXT-X-ENDLIST',
  ].join('\n')}\n`;
}

/**
 * One segment as WebVTT, null where there is none. Times are the timeline's; a caption over a border stands in both
 * segments, with the same times, as RFC 8216 section 3.5 has it. Its X-TIMESTAMP-MAP says what the section assumes
 * without one: cue time 0 is media time 0, since one timeline runs through the whole programme.
 */
export function captionSegment(
  timeline: Timeline,
  track: CaptionTrack,
  index: number,
  segmentMs: number = CAPTION_SEGMENT_MS,
): string | null {
  const segment = captionSegments(timeline, segmentMs)[index];
  if (segment === undefined) return null;
  const cues = track.cues.filter(
    ({ startMs, endMs }) => startMs * 1000 < segment.endUs && endMs * 1000 > segment.startUs,
  );
  return webvtt(cues, ['X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000']);
}

/** A whole track as one WebVTT file, to be kept. */
export function wholeCaptions(track: CaptionTrack): string {
  return webvtt(track.cues, []);
}

export function webvtt(cues: readonly Cue[], header: readonly string[]): string {
  const blocks = cues.map(({ startMs, endMs, text }) => {
    // The form that captions are kept in allows neither; what else would come out is nobody's caption.
    if (text.includes('-->') || /\n\s*\n|\r/.test(text))
      throw new HlsError('bad-playlist', 'no text of a cue');
    return `${cueTime(startMs)} --> ${cueTime(endMs)}\n${text}`;
  });
  return `${[['WEBVTT', ...header].join('\n'), ...blocks].join('\n\n')}\n`;
}

function tickMs(ticks: number): number {
  return (ticks * 1000) / VIDEO_TIMESCALE;
}
