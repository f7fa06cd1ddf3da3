import { HlsError } from './errors.ts';

/** One line of a playlist that means something. `number` counts from 1, for messages. */
export type Line =
  | { kind: 'tag'; number: number; name: string; value: string | null }
  | { kind: 'uri'; number: number; uri: string };

export interface ParsedSegment {
  uri: string;
  durationUs: number;
  map: string | null;
  discontinuity: boolean;
  date: string | null;
}

export interface ParsedMedia {
  kind: 'media';
  version: number;
  targetDurationS: number;
  mediaSequence: number;
  discontinuitySequence: number;
  type: 'VOD' | 'EVENT' | null;
  independentSegments: boolean;
  startOffset: number | null;
  endList: boolean;
  segments: ParsedSegment[];
}

export interface ParsedVariant {
  uri: string;
  attributes: ReadonlyMap<string, string>;
}

export interface ParsedMultivariant {
  kind: 'multivariant';
  version: number;
  independentSegments: boolean;
  media: ReadonlyMap<string, string>[];
  sessionData: ReadonlyMap<string, string>[];
  variants: ParsedVariant[];
}

export type ParsedPlaylist = ParsedMedia | ParsedMultivariant;

/** Lines as RFC 8216 section 4.1 splits them: comments and blank lines are gone, nothing is interpreted. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const number = index + 1;
    if (raw === '') continue;
    if (!raw.startsWith('#')) lines.push({ kind: 'uri', number, uri: raw });
    if (!raw.startsWith('#EXT')) continue;
    const colon = raw.indexOf(':');
    const name = colon === -1 ? raw.slice(1) : raw.slice(1, colon);
    lines.push({ kind: 'tag', number, name, value: colon === -1 ? null : raw.slice(colon + 1) });
  }
  return lines;
}

/** RFC 8216 section 4.2. Quotes stay on, so that a rule can tell a quoted string from a word. */
export function readAttributes(value: string): Map<string, string> {
  const out = new Map<string, string>();
  const pattern = /([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s][^",]*)(?:,|$)/y;
  while (pattern.lastIndex < value.length) {
    const match = pattern.exec(value);
    const [, name, content] = match ?? [];
    if (name === undefined || content === undefined) refuse(`attribute list: ${value}`);
    if (out.has(name)) refuse(`attribute ${name} twice`);
    out.set(name, content);
  }
  if (value === '' || value.endsWith(',')) refuse('attribute list is empty or ends in a comma');
  return out;
}

export function unquote(value: string | undefined): string {
  if (value === undefined || !/^".*"$/.test(value)) refuse(`not a quoted string: ${value}`);
  return value.slice(1, -1);
}

/** Reads the playlists that this package writes. Unknown tags, and tags in a place that has no meaning, throw. */
export function parsePlaylist(text: string): ParsedPlaylist {
  if (!text.startsWith('#EXTM3U\n')) refuse('the first line is #EXTM3U');
  const lines = readLines(text).slice(1);
  const multivariant = lines.some((line) => line.kind === 'tag' && line.name === 'EXT-X-STREAM-INF');
  return multivariant ? parseMultivariant(lines) : parseMedia(lines);
}

export function parseMediaPlaylist(text: string): ParsedMedia {
  const parsed = parsePlaylist(text);
  if (parsed.kind !== 'media') refuse('this is a multivariant playlist');
  return parsed;
}

export function parseMultivariantPlaylist(text: string): ParsedMultivariant {
  const parsed = parsePlaylist(text);
  if (parsed.kind !== 'multivariant') refuse('this is a media playlist');
  return parsed;
}

function parseMultivariant(lines: readonly Line[]): ParsedMultivariant {
  const out: ParsedMultivariant = {
    kind: 'multivariant',
    version: 1,
    independentSegments: false,
    media: [],
    sessionData: [],
    variants: [],
  };
  let pending: Map<string, string> | null = null;
  for (const line of lines) {
    if (line.kind === 'uri') {
      if (pending === null) refuse(`line ${line.number}: an address without EXT-X-STREAM-INF`);
      out.variants.push({ uri: line.uri, attributes: pending });
      pending = null;
      continue;
    }
    if (pending !== null) refuse(`line ${line.number}: EXT-X-STREAM-INF without its address`);
    if (line.name === 'EXT-X-VERSION') out.version = integer(line);
    else if (line.name === 'EXT-X-INDEPENDENT-SEGMENTS') out.independentSegments = bare(line);
    else if (line.name === 'EXT-X-MEDIA') out.media.push(readAttributes(line.value ?? ''));
    else if (line.name === 'EXT-X-SESSION-DATA') out.sessionData.push(readAttributes(line.value ?? ''));
    else if (line.name === 'EXT-X-STREAM-INF') pending = readAttributes(line.value ?? '');
    else refuse(`line ${line.number}: ${line.name} in a multivariant playlist`);
  }
  if (pending !== null) refuse('the last EXT-X-STREAM-INF has no address');
  return out;
}

function parseMedia(lines: readonly Line[]): ParsedMedia {
  const out: ParsedMedia = {
    kind: 'media',
    version: 1,
    targetDurationS: 0,
    mediaSequence: 0,
    discontinuitySequence: 0,
    type: null,
    independentSegments: false,
    startOffset: null,
    endList: false,
    segments: [],
  };
  let map: string | null = null;
  let durationUs: number | null = null;
  let date: string | null = null;
  let discontinuity = false;
  for (const line of lines) {
    if (line.kind === 'uri') {
      if (durationUs === null) refuse(`line ${line.number}: a segment without EXTINF`);
      out.segments.push({ uri: line.uri, durationUs, map, discontinuity, date });
      durationUs = null;
      date = null;
      discontinuity = false;
      continue;
    }
    if (line.name === 'EXTINF') durationUs = microseconds(line);
    else if (line.name === 'EXT-X-MAP') map = unquote(readAttributes(line.value ?? '').get('URI'));
    else if (line.name === 'EXT-X-PROGRAM-DATE-TIME') date = instant(line);
    else if (line.name === 'EXT-X-DISCONTINUITY') discontinuity = bare(line);
    else readHeader(out, line);
  }
  if (durationUs !== null || date !== null || discontinuity) refuse('the last segment has no address');
  return out;
}

function readHeader(out: ParsedMedia, line: Line & { kind: 'tag' }): void {
  if (line.name === 'EXT-X-ENDLIST') out.endList = bare(line);
  else if (line.name === 'EXT-X-VERSION') out.version = integer(line);
  else if (line.name === 'EXT-X-TARGETDURATION') out.targetDurationS = integer(line);
  else if (line.name === 'EXT-X-INDEPENDENT-SEGMENTS') out.independentSegments = bare(line);
  else if (out.segments.length > 0) refuse(`line ${line.number}: ${line.name} after a segment`);
  else if (line.name === 'EXT-X-MEDIA-SEQUENCE') out.mediaSequence = integer(line);
  else if (line.name === 'EXT-X-DISCONTINUITY-SEQUENCE') out.discontinuitySequence = integer(line);
  else if (line.name === 'EXT-X-PLAYLIST-TYPE') {
    if (line.value !== 'VOD' && line.value !== 'EVENT') refuse(`playlist type ${line.value}`);
    out.type = line.value;
  } else if (line.name === 'EXT-X-START') {
    out.startOffset = Number(readAttributes(line.value ?? '').get('TIME-OFFSET'));
    if (!Number.isFinite(out.startOffset)) refuse('EXT-X-START without TIME-OFFSET');
  } else refuse(`line ${line.number}: unknown tag ${line.name}`);
}

function integer(line: Line & { kind: 'tag' }): number {
  if (line.value === null || !/^\d{1,15}$/.test(line.value)) refuse(`${line.name}: ${line.value}`);
  return Number(line.value);
}

function bare(line: Line & { kind: 'tag' }): true {
  if (line.value !== null) refuse(`${line.name} takes no value`);
  return true;
}

function microseconds(line: Line & { kind: 'tag' }): number {
  const [, whole, fraction] = /^(\d+)(?:\.(\d{1,6}))?,[^\r\n]*$/.exec(line.value ?? '') ?? [];
  if (whole === undefined) refuse(`EXTINF: ${line.value}`);
  return Number(whole) * 1_000_000 + Number((fraction ?? '').padEnd(6, '0'));
}

function instant(line: Line & { kind: 'tag' }): string {
  const value = line.value ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) || Number.isNaN(Date.parse(value))) {
    refuse(`EXT-X-PROGRAM-DATE-TIME: ${value}`);
  }
  return value;
}

function refuse(message: string): never {
  throw new HlsError('bad-playlist', message);
}
