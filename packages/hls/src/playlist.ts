import { AUDIO_PROFILE, RENDITIONS } from '@rostrum/domain';
import { averageBps, peakBps } from './bandwidth.ts';
import { HlsError } from './errors.ts';
import type { PlacedInit, PlacedSegment, PlacedTrack, Timeline } from './timeline.ts';

export const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';
/** EXT-X-MAP in a playlist that is not I-frames only needs 6; fMP4 players expect 7. */
export const PLAYLIST_VERSION = 7;
const AUDIO_GROUP = 'sound';
const CAPTIONS_GROUP = 'captions';

export interface MultivariantOptions {
  timeline: Timeline;
  /** Address of a track's media playlist. */
  uri: (track: PlacedTrack) => string;
  /** The rendition a player without measurements starts with; listed first. */
  startWith?: string;
  /** Name and language of the sound, as a player shows them. */
  audioName?: string;
  audioLanguage?: string;
  /** A variant of sound alone, for the weakest links. Default true. */
  audioOnly?: boolean;
  /** Subtitle renditions, in the order in which a player lists them. */
  captions?: readonly { language: string; label: string; uri: string }[];
  /** EXT-X-SESSION-DATA whose JSON lies at an address. */
  sessionData?: readonly { dataId: string; uri: string }[];
}

export function multivariant(options: MultivariantOptions): string {
  const { timeline, uri, audioOnly = true, captions = [], sessionData = [] } = options;
  const lines = ['#EXTM3U', `#EXT-X-VERSION:${PLAYLIST_VERSION}`, '#EXT-X-INDEPENDENT-SEGMENTS'];
  lines.push(
    `#EXT-X-MEDIA:${attributes([
      ['TYPE', 'AUDIO'],
      ['GROUP-ID', quoted(AUDIO_GROUP)],
      ['NAME', quoted(options.audioName ?? 'Sound')],
      ['LANGUAGE', options.audioLanguage === undefined ? null : quoted(options.audioLanguage)],
      ['DEFAULT', 'YES'],
      ['AUTOSELECT', 'YES'],
      ['CHANNELS', quoted(String(AUDIO_PROFILE.channels))],
      ['URI', quoted(uri(timeline.audio))],
    ])}`,
  );
  for (const { language, uri: address, name } of withNames(captions)) {
    lines.push(
      `#EXT-X-MEDIA:${attributes([
        ['TYPE', 'SUBTITLES'],
        ['GROUP-ID', quoted(CAPTIONS_GROUP)],
        ['NAME', quoted(name)],
        ['LANGUAGE', quoted(language)],
        ['DEFAULT', 'NO'],
        ['AUTOSELECT', 'YES'],
        ['FORCED', 'NO'],
        ['URI', quoted(address)],
      ])}`,
    );
  }
  for (const { dataId, uri: address } of sessionData) {
    lines.push(
      `#EXT-X-SESSION-DATA:${attributes([
        ['DATA-ID', quoted(dataId)],
        ['URI', quoted(address)],
      ])}`,
    );
  }
  const captioned = captions.length > 0;
  const rank = (track: PlacedTrack) => (track.name === options.startWith ? 0 : 1);
  for (const track of [...timeline.video].sort((a, b) => rank(a) - rank(b))) {
    lines.push(variant(timeline, [track, timeline.audio], captioned), uriLine(uri(track)));
  }
  if (audioOnly) lines.push(variant(timeline, [timeline.audio], captioned), uriLine(uri(timeline.audio)));
  return `${lines.join('\n')}\n`;
}

/** RFC 8216 section 4.3.4.1.1: no two renditions of a group have the same NAME. */
function withNames<T extends { language: string; label: string }>(
  captions: readonly T[],
): (T & { name: string })[] {
  return captions.map((one) => {
    const same = captions.filter(({ label }) => label === one.label).length > 1;
    return { ...one, name: same ? `${one.label} (${one.language})` : one.label };
  });
}

function variant(timeline: Timeline, tracks: PlacedTrack[], captioned: boolean): string {
  const video = tracks.find(({ kind }) => kind === 'video');
  const peak = sum(tracks, (track) => variantPeak(timeline, track));
  const average = sum(tracks, averageBps);
  return `#EXT-X-STREAM-INF:${attributes([
    ['BANDWIDTH', String(peak)],
    ['AVERAGE-BANDWIDTH', average === 0 ? null : String(Math.min(average, peak))],
    ['CODECS', quoted([...new Set(tracks.flatMap(({ codecs }) => codecs))].join(','))],
    ['RESOLUTION', video?.width && video.height ? `${video.width}x${video.height}` : null],
    ['FRAME-RATE', video?.frameRate ? video.frameRate.toFixed(3) : null],
    ['AUDIO', quoted(AUDIO_GROUP)],
    ['SUBTITLES', captioned ? quoted(CAPTIONS_GROUP) : null],
  ])}`;
}

/** While a set grows its measured peak is only a beginning, so its profile's ceiling stands in. */
function variantPeak(timeline: Timeline, track: PlacedTrack): number {
  const measured = peakBps(track, timeline.targetDurationS);
  if (timeline.complete) return measured;
  const profile = RENDITIONS.find(({ name }) => name === track.name);
  return Math.max(measured, track.kind === 'audio' ? AUDIO_PROFILE.bitrateBps : (profile?.maxrateBps ?? 0));
}

export interface MediaPlaylistOptions {
  timeline: Timeline;
  track: PlacedTrack;
  /** Address of a segment; the caller signs it. */
  segmentUri: (segment: PlacedSegment) => string;
  initUri: (init: PlacedInit, initIndex: number) => string;
  /**
   * `vod`: the timeline is complete. `event`: it may still grow, starts at its beginning, and ends in
   * EXT-X-ENDLIST once it is complete; keep to `event` at an address that ever served one, since a playlist
   * may not change its type. Default: `event` while the timeline grows, `vod` after that.
   */
  type?: 'vod' | 'event';
}

/** Throws HlsError `no-segments` while there is nothing to list: answer "not yet" to the player. */
export function mediaPlaylist(options: MediaPlaylistOptions): string {
  const { timeline, track } = options;
  const type = options.type ?? (timeline.complete ? 'vod' : 'event');
  if (type === 'vod' && !timeline.complete) {
    throw new HlsError('bad-playlist', 'a timeline that still grows is no recording');
  }
  const lines = [
    ...opening(timeline),
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-PLAYLIST-TYPE:${type.toUpperCase()}`,
    ...(type === 'event' ? ['#EXT-X-START:TIME-OFFSET=0'] : []),
    ...segmentLines(track, track.segments, options),
  ];
  if (timeline.complete) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

export function opening(timeline: Timeline): string[] {
  return [
    '#EXTM3U',
    `#EXT-X-VERSION:${PLAYLIST_VERSION}`,
    `#EXT-X-TARGETDURATION:${timeline.targetDurationS}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
}

export interface SegmentLinesOptions {
  segmentUri: (segment: PlacedSegment) => string;
  initUri: (init: PlacedInit, initIndex: number) => string;
  /** Wall-clock instant of a segment's first sample. */
  dateOf?: (segment: PlacedSegment) => Date;
}

export function segmentLines(
  track: PlacedTrack,
  segments: readonly PlacedSegment[],
  options: SegmentLinesOptions,
): string[] {
  if (segments.length === 0) throw new HlsError('no-segments', `${track.name} has no segment yet`);
  const lines: string[] = [];
  let map: number | null = null;
  for (const segment of segments) {
    if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY');
    if (segment.initIndex !== map || segment.discontinuity) {
      const init = track.inits[segment.initIndex];
      if (init === undefined) throw new HlsError('unfit-media-set', `${track.name} has no init`);
      lines.push(`#EXT-X-MAP:URI=${quoted(options.initUri(init, segment.initIndex))}`);
      map = segment.initIndex;
    }
    if (options.dateOf) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${options.dateOf(segment).toISOString()}`);
    lines.push(`#EXTINF:${extinf(segment, track.timescale)},`, uriLine(options.segmentUri(segment)));
  }
  return lines;
}

/** The difference of two rounded instants, so that any sum of durations is right to the microsecond. */
function extinf(segment: PlacedSegment, timescale: number): string {
  const us = (ticks: number) => Math.round((ticks * 1_000_000) / timescale);
  const durationUs = us(segment.startTicks + segment.durationTicks) - us(segment.startTicks);
  return (durationUs / 1_000_000).toFixed(6);
}

function sum(tracks: readonly PlacedTrack[], of: (track: PlacedTrack) => number): number {
  return tracks.reduce((total, track) => total + of(track), 0);
}

function attributes(list: [string, string | null][]): string {
  return list
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

/** RFC 8216 section 4.2: a quoted string holds neither line feed, carriage return nor double quote. */
function quoted(value: string): string {
  if (/[\r\n"]/.test(value)) throw new HlsError('bad-playlist', 'a value would break the playlist');
  return `"${value}"`;
}

export function uriLine(uri: string): string {
  if (uri === '' || uri.startsWith('#') || /\s/.test(uri)) {
    throw new HlsError('bad-playlist', 'an address would break the playlist');
  }
  return uri;
}
