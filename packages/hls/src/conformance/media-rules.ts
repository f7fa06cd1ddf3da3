import { parsePlaylist } from '../parse.ts';
import { attributesOf, firstWrong, numberIn, type PlaylistText, type Rule, tagsOf, unless } from './rule.ts';

const segmentsOf = ({ text }: PlaylistText) => {
  const parsed = parsePlaylist(text);
  return parsed.kind === 'media' ? parsed.segments : [];
};
const atMostOnce = (list: PlaylistText, name: string) => tagsOf(list, name).length <= 1;
const indexOfTag = ({ lines }: PlaylistText, name: string) =>
  lines.findIndex((line) => line.kind === 'tag' && line.name === name);
const typeOf = (list: PlaylistText) => tagsOf(list, 'EXT-X-PLAYLIST-TYPE')[0]?.value ?? null;
const hasEnded = (list: PlaylistText) => tagsOf(list, 'EXT-X-ENDLIST').length > 0;
const MICROSECONDS = 1_000_000;

/** What the text of a media playlist may not break. */
export const MEDIA_RULES = [
  {
    id: 'target-duration',
    source: 'RFC 8216 §4.3.3.1',
    level: 'must',
    what: 'EXT-X-TARGETDURATION occurs exactly once, as a decimal integer',
    check: (list) => {
      const [tag, ...more] = tagsOf(list, 'EXT-X-TARGETDURATION');
      return unless(more.length === 0 && /^[1-9]\d*$/.test(tag?.value ?? ''), `${tag?.value}`);
    },
  },
  {
    id: 'extinf-within-target',
    source: 'RFC 8216 §4.3.3.1',
    level: 'must',
    what: 'every EXTINF rounded to the nearest integer is at most the target duration',
    check: (list) =>
      firstWrong(tagsOf(list, 'EXTINF'), ({ value }) =>
        unless(
          Math.round(Number.parseFloat(value ?? 'x')) <= numberIn(list, 'EXT-X-TARGETDURATION'),
          `${value}`,
        ),
      ),
  },
  {
    id: 'half-second-over',
    source: 'Apple, Media segmentation',
    level: 'must',
    what: 'no segment is longer than the target duration by more than half a second',
    check: (list) =>
      firstWrong(tagsOf(list, 'EXTINF'), ({ value }) =>
        unless(!(Number.parseFloat(value ?? '') > numberIn(list, 'EXT-X-TARGETDURATION') + 0.5), `${value}`),
      ),
  },
  {
    id: 'extinf-each',
    source: 'RFC 8216 §4.3.2.1',
    level: 'must',
    what: 'every segment has exactly one EXTINF of positive length',
    check: ({ lines }) => {
      let pending = 0;
      for (const line of lines) {
        if (line.kind === 'tag' && line.name === 'EXTINF') {
          pending += 1;
          if (!(Number.parseFloat(line.value ?? '') > 0)) return `line ${line.number}: ${line.value}`;
        } else if (line.kind === 'uri') {
          if (pending !== 1) return `line ${line.number}: ${pending} of them`;
          pending = 0;
        }
      }
      return unless(pending === 0, 'one without a segment');
    },
  },
  {
    id: 'segments-once',
    source: 'RFC 8216 §3',
    level: 'must',
    what: 'no segment is listed twice',
    check: ({ lines }) => {
      const uris = lines.flatMap((line) => (line.kind === 'uri' ? [line.uri] : []));
      return unless(new Set(uris).size === uris.length, 'one is');
    },
  },
  {
    id: 'media-sequence-first',
    source: 'RFC 8216 §4.3.3.2',
    level: 'must',
    what: 'EXT-X-MEDIA-SEQUENCE occurs at most once, before the first segment',
    check: (list) => {
      const at = indexOfTag(list, 'EXT-X-MEDIA-SEQUENCE');
      const first = list.lines.findIndex((line) => line.kind === 'uri' || line.name === 'EXTINF');
      const before = at === -1 || first === -1 || at < first;
      return unless(before && atMostOnce(list, 'EXT-X-MEDIA-SEQUENCE'), 'twice, or after it');
    },
  },
  {
    id: 'discontinuity-sequence-first',
    source: 'RFC 8216 §4.3.3.3',
    level: 'must',
    what: 'EXT-X-DISCONTINUITY-SEQUENCE stands before the first segment and any EXT-X-DISCONTINUITY',
    check: (list) => {
      const at = indexOfTag(list, 'EXT-X-DISCONTINUITY-SEQUENCE');
      const first = list.lines.findIndex(
        (line) => line.kind === 'uri' || line.name === 'EXT-X-DISCONTINUITY',
      );
      return unless(
        at === -1 || (at < first && atMostOnce(list, 'EXT-X-DISCONTINUITY-SEQUENCE')),
        'it does not',
      );
    },
  },
  {
    id: 'endlist-once',
    source: 'RFC 8216 §4.3.3.4',
    level: 'must',
    what: 'EXT-X-ENDLIST occurs at most once',
    check: (list) => unless(atMostOnce(list, 'EXT-X-ENDLIST'), 'more often'),
  },
  {
    id: 'vod-has-end',
    source: 'RFC 8216 §4.3.3.5',
    level: 'must',
    what: 'a VOD playlist never changes, so it has its end',
    check: (list) => unless(typeOf(list) !== 'VOD' || hasEnded(list), 'it has none'),
  },
  {
    id: 'playlist-type',
    source: 'RFC 8216 §4.3.3.5',
    level: 'must',
    what: 'EXT-X-PLAYLIST-TYPE is EVENT or VOD, and whole from number 0 on',
    check: (list) => {
      const types = tagsOf(list, 'EXT-X-PLAYLIST-TYPE');
      if (types.length === 0) return null;
      const sequence =
        tagsOf(list, 'EXT-X-MEDIA-SEQUENCE').length === 0 ? 0 : numberIn(list, 'EXT-X-MEDIA-SEQUENCE');
      const known = types.length === 1 && ['EVENT', 'VOD'].includes(types[0]?.value ?? '');
      return unless(known && sequence === 0, `${types[0]?.value} from ${sequence}`);
    },
  },
  {
    id: 'type-unless-live',
    source: 'Apple, Media playlists',
    level: 'must',
    what: 'what is whole from its first segment on says so by its type; only a window that moves has none',
    check: (list) =>
      unless(typeOf(list) !== null || list.text.includes('#EXT-X-PROGRAM-DATE-TIME'), 'it has no type'),
  },
  {
    id: 'dates-when-live',
    source: 'Apple, Media playlists',
    level: 'must',
    what: 'every live playlist has EXT-X-PROGRAM-DATE-TIME',
    check: (list) =>
      unless(typeOf(list) !== null || segmentsOf(list)[0]?.date != null, 'its first segment has no date'),
  },
  {
    id: 'live-window',
    source: 'RFC 8216 §6.2.2',
    level: 'must',
    what: 'a live playlist holds at least three target durations until it has ended',
    check: (list) => {
      const us = segmentsOf(list).reduce((sum, { durationUs }) => sum + durationUs, 0);
      const least = 3 * numberIn(list, 'EXT-X-TARGETDURATION') * MICROSECONDS;
      return unless(typeOf(list) !== null || hasEnded(list) || us >= least, `${us / MICROSECONDS} s`);
    },
  },
  {
    id: 'event-from-its-start',
    source: 'our own',
    level: 'must',
    what: 'what grows is watched from its beginning: EVENT has EXT-X-START with TIME-OFFSET=0',
    check: (list) =>
      unless(
        typeOf(list) !== 'EVENT' || attributesOf(list, 'EXT-X-START')[0]?.get('TIME-OFFSET') === '0',
        'it is joined at its live edge',
      ),
  },
  {
    id: 'map-before-segments',
    source: 'RFC 8216 §3.3',
    level: 'must',
    what: 'an fMP4 segment needs an EXT-X-MAP with a quoted URI before it',
    check: (list) => {
      const map = indexOfTag(list, 'EXT-X-MAP');
      const uri = list.lines.findIndex((line) => line.kind === 'uri' && line.uri.endsWith('.m4s'));
      const quoted = attributesOf(list, 'EXT-X-MAP').every((one) => /^".+"$/.test(one.get('URI') ?? ''));
      return unless(uri === -1 || (map !== -1 && map < uri && quoted), 'it has none');
    },
  },
  {
    id: 'map-changes-with-discontinuity',
    source: 'RFC 8216 §4.3.2.3',
    level: 'must',
    what: 'where the init changes, the encoding does: EXT-X-DISCONTINUITY goes with it',
    check: (list) => {
      const segments = segmentsOf(list);
      return firstWrong(segments, ({ map, discontinuity }, at) =>
        unless(at === 0 || map === segments[at - 1]?.map || discontinuity, `${map} without it`),
      );
    },
  },
  {
    id: 'dates-in-order',
    source: 'RFC 8216 §4.3.2.6',
    level: 'must',
    what: 'a date and the durations after it agree with the next date',
    check: (list) => {
      const segments = segmentsOf(list);
      return firstWrong(segments, ({ date }, at) => {
        const before = segments[at - 1];
        if (before?.date == null || date === null) return null;
        const gapMs = Date.parse(date) - Date.parse(before.date);
        return unless(Math.abs(gapMs - before.durationUs / 1000) <= 1.01, `${gapMs} ms after the one before`);
      });
    },
  },
  {
    id: 'start-within',
    source: 'RFC 8216 §4.3.5.2',
    level: 'must',
    what: 'EXT-X-START occurs at most once with a signed decimal TIME-OFFSET',
    check: (list) =>
      unless(
        atMostOnce(list, 'EXT-X-START') &&
          attributesOf(list, 'EXT-X-START').every((one) =>
            /^-?\d+(\.\d+)?$/.test(one.get('TIME-OFFSET') ?? ''),
          ),
        'it does not',
      ),
  },
  {
    id: 'independent-media',
    source: 'RFC 8216 §4.3.5.1',
    level: 'should',
    what: 'EXT-X-INDEPENDENT-SEGMENTS says once that every segment can be decoded by itself',
    check: (list) => unless(tagsOf(list, 'EXT-X-INDEPENDENT-SEGMENTS').length === 1, 'it does not say so'),
  },
] as const satisfies readonly Rule<PlaylistText>[];
