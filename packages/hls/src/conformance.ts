import { type Line, type ParsedMedia, parsePlaylist, readAttributes, readLines } from './parse.ts';

type Tag = Line & { kind: 'tag' };

export interface Rule {
  id: string;
  /** Section of RFC 8216, or of its successor where marked "bis". */
  section: string;
  says: string;
  applies: 'any' | 'media' | 'multivariant';
  holds: (lines: readonly Line[], text: string) => boolean;
}

const tags = (lines: readonly Line[], name: string): Tag[] =>
  lines.filter((line): line is Tag => line.kind === 'tag' && line.name === name);
const value = (lines: readonly Line[], name: string): number => Number(tags(lines, name)[0]?.value);
const lists = (lines: readonly Line[], name: string) =>
  tags(lines, name).map((tag) => readAttributes(tag.value ?? ''));
const everyVariant = (lines: readonly Line[], holds: (attributes: Map<string, string>) => boolean) =>
  lists(lines, 'EXT-X-STREAM-INF').every(holds);
const once = (name: string) => (lines: readonly Line[]) => tags(lines, name).length <= 1;
const beforeFirstUri = (name: string) => (lines: readonly Line[]) => {
  const first = lines.findIndex((line) => line.kind === 'uri' || line.name === 'EXTINF');
  const at = lines.findIndex((line) => line.kind === 'tag' && line.name === name);
  return at === -1 || first === -1 || at < first;
};

/** The rules of RFC 8216 that a playlist of ours can break, each by itself. */
export const RULES: readonly Rule[] = [
  {
    id: 'utf8-no-bom',
    section: '4.1',
    says: 'no byte order mark and no control character but line ends',
    applies: 'any',
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the rule is about control characters
    holds: (_, text) => !/[\uFEFF\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(text),
  },
  {
    id: 'extm3u-first',
    section: '4.3.1.1',
    says: 'EXTM3U is the first line',
    applies: 'any',
    holds: (_, text) => text.startsWith('#EXTM3U\n'),
  },
  {
    id: 'one-version',
    section: '4.3.1.2',
    says: 'exactly one EXT-X-VERSION here, at most one by the RFC',
    applies: 'any',
    holds: (lines) => tags(lines, 'EXT-X-VERSION').length === 1,
  },
  {
    id: 'version-for-map',
    section: '7',
    says: 'EXT-X-MAP in a playlist that is not I-frames only needs version 6',
    applies: 'media',
    holds: (lines) => tags(lines, 'EXT-X-MAP').length === 0 || value(lines, 'EXT-X-VERSION') >= 6,
  },
  {
    id: 'not-both-kinds',
    section: '4.3.4',
    says: 'tags of media and of multivariant playlists do not meet in one text',
    applies: 'any',
    holds: (lines) => tags(lines, 'EXT-X-STREAM-INF').length === 0 || tags(lines, 'EXTINF').length === 0,
  },
  {
    id: 'target-duration',
    section: '4.3.3.1',
    says: 'EXT-X-TARGETDURATION occurs exactly once, as a decimal integer',
    applies: 'media',
    holds: (lines) => {
      const [tag, ...more] = tags(lines, 'EXT-X-TARGETDURATION');
      return more.length === 0 && /^[1-9]\d*$/.test(tag?.value ?? '');
    },
  },
  {
    id: 'extinf-within-target',
    section: '4.3.3.1',
    says: 'every EXTINF rounded to the nearest integer is at most the target duration',
    applies: 'media',
    holds: (lines) =>
      tags(lines, 'EXTINF').every(
        (tag) => Math.round(Number.parseFloat(tag.value ?? 'x')) <= value(lines, 'EXT-X-TARGETDURATION'),
      ),
  },
  {
    id: 'extinf-each',
    section: '4.3.2.1',
    says: 'every segment has exactly one EXTINF of positive length',
    applies: 'media',
    holds: (lines) => {
      let pending = 0;
      for (const line of lines) {
        if (line.kind === 'tag' && line.name === 'EXTINF') {
          pending += 1;
          if (!(Number.parseFloat(line.value ?? '') > 0)) return false;
        } else if (line.kind === 'uri') {
          if (pending !== 1) return false;
          pending = 0;
        }
      }
      return pending === 0;
    },
  },
  {
    id: 'media-sequence-first',
    section: '4.3.3.2',
    says: 'EXT-X-MEDIA-SEQUENCE occurs at most once, before the first segment',
    applies: 'media',
    holds: (lines) => once('EXT-X-MEDIA-SEQUENCE')(lines) && beforeFirstUri('EXT-X-MEDIA-SEQUENCE')(lines),
  },
  {
    id: 'discontinuity-sequence-first',
    section: '4.3.3.3',
    says: 'EXT-X-DISCONTINUITY-SEQUENCE stands before the first segment and any EXT-X-DISCONTINUITY',
    applies: 'media',
    holds: (lines) => {
      const at = lines.findIndex(
        (line) => line.kind === 'tag' && line.name === 'EXT-X-DISCONTINUITY-SEQUENCE',
      );
      const first = lines.findIndex((line) => line.kind === 'uri' || line.name === 'EXT-X-DISCONTINUITY');
      return at === -1 || (at < first && once('EXT-X-DISCONTINUITY-SEQUENCE')(lines));
    },
  },
  {
    id: 'endlist-once',
    section: '4.3.3.4',
    says: 'EXT-X-ENDLIST occurs at most once',
    applies: 'media',
    holds: once('EXT-X-ENDLIST'),
  },
  {
    id: 'vod-has-end',
    section: '4.3.3.5',
    says: 'a VOD playlist never changes, so it has its end',
    applies: 'media',
    holds: (lines) =>
      tags(lines, 'EXT-X-PLAYLIST-TYPE')[0]?.value !== 'VOD' || tags(lines, 'EXT-X-ENDLIST').length === 1,
  },
  {
    id: 'playlist-type',
    section: '4.3.3.5',
    says: 'EXT-X-PLAYLIST-TYPE is EVENT or VOD, and whole from number 0 on',
    applies: 'media',
    holds: (lines) => {
      const types = tags(lines, 'EXT-X-PLAYLIST-TYPE');
      if (types.length === 0) return true;
      const known = types.length === 1 && ['EVENT', 'VOD'].includes(types[0]?.value ?? '');
      return (
        known &&
        (tags(lines, 'EXT-X-MEDIA-SEQUENCE').length === 0 || value(lines, 'EXT-X-MEDIA-SEQUENCE') === 0)
      );
    },
  },
  {
    id: 'map-before-segments',
    section: '3.3',
    says: 'an fMP4 segment needs an EXT-X-MAP with a quoted URI before it',
    applies: 'media',
    holds: (lines) => {
      const map = lines.findIndex((line) => line.kind === 'tag' && line.name === 'EXT-X-MAP');
      const uri = lines.findIndex((line) => line.kind === 'uri');
      const quoted = lists(lines, 'EXT-X-MAP').every((list) => /^".+"$/.test(list.get('URI') ?? ''));
      return uri === -1 || (map !== -1 && map < uri && quoted);
    },
  },
  {
    id: 'map-changes-with-discontinuity',
    section: '4.3.2.3',
    says: 'where the init changes, the encoding does: EXT-X-DISCONTINUITY goes with it',
    applies: 'media',
    holds: (_, text) => {
      const parsed = parsePlaylist(text);
      if (parsed.kind !== 'media') return true;
      return parsed.segments.every(
        (segment, at) => at === 0 || segment.map === parsed.segments[at - 1]?.map || segment.discontinuity,
      );
    },
  },
  {
    id: 'dates-in-order',
    section: '4.3.2.6',
    says: 'a date and the durations after it agree with the next date',
    applies: 'media',
    holds: (_, text) => {
      const parsed = parsePlaylist(text);
      if (parsed.kind !== 'media') return true;
      return parsed.segments.every((segment, at) => {
        const before = parsed.segments[at - 1];
        if (before?.date == null || segment.date === null) return true;
        const gapMs = Date.parse(segment.date) - Date.parse(before.date);
        return Math.abs(gapMs - before.durationUs / 1000) <= 1.01;
      });
    },
  },
  {
    id: 'start-within',
    section: '4.3.5.2',
    says: 'EXT-X-START occurs at most once with a signed decimal TIME-OFFSET',
    applies: 'media',
    holds: (lines) =>
      once('EXT-X-START')(lines) &&
      lists(lines, 'EXT-X-START').every((list) => /^-?\d+(\.\d+)?$/.test(list.get('TIME-OFFSET') ?? '')),
  },
  {
    id: 'bandwidth',
    section: '4.3.4.2',
    says: 'every EXT-X-STREAM-INF has BANDWIDTH, and AVERAGE-BANDWIDTH is not above it',
    applies: 'multivariant',
    holds: (lines) =>
      everyVariant(lines, (list) => {
        const peak = list.get('BANDWIDTH') ?? '';
        const average = list.get('AVERAGE-BANDWIDTH') ?? peak;
        return /^[1-9]\d*$/.test(peak) && /^\d+$/.test(average) && Number(average) <= Number(peak);
      }),
  },
  {
    id: 'codecs',
    section: '4.3.4.2',
    says: 'every variant has CODECS, quoted, each an RFC 6381 name that the encoder makes',
    applies: 'multivariant',
    holds: (lines) =>
      everyVariant(lines, (list) =>
        /^"((avc1\.[0-9a-f]{6}|mp4a\.40\.2)(,|(?="$)))+"$/.test(list.get('CODECS') ?? ''),
      ),
  },
  {
    id: 'resolution',
    section: '4.3.4.2',
    says: 'a variant with video has RESOLUTION and FRAME-RATE, one without has neither',
    applies: 'multivariant',
    holds: (lines) =>
      everyVariant(lines, (list) => {
        const video = list.get('CODECS')?.includes('avc1') === true;
        const resolution = /^\d+x\d+$/.test(list.get('RESOLUTION') ?? '');
        const rate = /^\d+(\.\d{1,3})?$/.test(list.get('FRAME-RATE') ?? '');
        return video ? resolution && rate : !list.has('RESOLUTION') && !list.has('FRAME-RATE');
      }),
  },
  {
    id: 'audio-group',
    section: '4.3.4.2.1',
    says: 'the AUDIO attribute names a group that an EXT-X-MEDIA of type AUDIO defines',
    applies: 'multivariant',
    holds: (lines) => {
      const groups = lists(lines, 'EXT-X-MEDIA')
        .filter((list) => list.get('TYPE') === 'AUDIO')
        .map((list) => list.get('GROUP-ID'));
      return everyVariant(lines, (list) => !list.has('AUDIO') || groups.includes(list.get('AUDIO')));
    },
  },
  {
    id: 'media-attributes',
    section: '4.3.4.1',
    says: 'EXT-X-MEDIA has TYPE, GROUP-ID and NAME; DEFAULT=YES goes with AUTOSELECT=YES',
    applies: 'multivariant',
    holds: (lines) =>
      lists(lines, 'EXT-X-MEDIA').every((list) => {
        const named = ['GROUP-ID', 'NAME'].every((name) => /^".+"$/.test(list.get(name) ?? ''));
        const known = ['AUDIO', 'VIDEO', 'SUBTITLES'].includes(list.get('TYPE') ?? '');
        return known && named && (list.get('DEFAULT') !== 'YES' || list.get('AUTOSELECT') === 'YES');
      }),
  },
  {
    id: 'variant-address',
    section: '4.3.4.2',
    says: 'the line after EXT-X-STREAM-INF is its address',
    applies: 'multivariant',
    holds: (lines) =>
      lines.every(
        (line, at) =>
          line.kind !== 'tag' || line.name !== 'EXT-X-STREAM-INF' || lines[at + 1]?.kind === 'uri',
      ),
  },
];

/** Ids of the rules that a playlist breaks; empty is good. A text that cannot be read at all throws. */
export function conformanceProblems(text: string): string[] {
  const lines = readLines(text);
  const kind = tags(lines, 'EXT-X-STREAM-INF').length > 0 ? 'multivariant' : 'media';
  return RULES.filter(({ applies }) => applies === 'any' || applies === kind)
    .filter(({ holds }) => !holds(lines, text))
    .map(({ id }) => id);
}

/** RFC 8216 section 6.2.1 and 6.2.2: what a later version of the same media playlist may not do. */
export function updateProblems(before: ParsedMedia, after: ParsedMedia): string[] {
  const problems: string[] = [];
  const removed = after.mediaSequence - before.mediaSequence;
  const kept = before.segments.slice(Math.max(0, removed));
  const goneBreaks = before.segments.slice(0, Math.max(0, removed)).filter((s) => s.discontinuity).length;
  const same = JSON.stringify(before) === JSON.stringify(after);
  if (before.endList && !same) problems.push('changed-after-end');
  if (removed < 0) problems.push('sequence-went-back');
  if (before.type !== null && removed !== 0) problems.push('removed-from-whole');
  if (after.targetDurationS !== before.targetDurationS) problems.push('target-duration-changed');
  if (kept.some((segment, at) => JSON.stringify(segment) !== JSON.stringify(after.segments[at]))) {
    problems.push('listed-segment-changed');
  }
  if (
    removed <= before.segments.length &&
    after.discontinuitySequence !== before.discontinuitySequence + goneBreaks
  ) {
    problems.push('discontinuity-sequence-wrong');
  }
  return problems;
}
