import { HlsError } from '../errors.ts';
import { type Box, findBoxes, requireBody, viewOf, walkBoxes } from './boxes.ts';
import { readSps, type SpsFacts } from './read-sps.ts';

/** What an init file says of its only track. */
export interface InitFacts {
  brands: string[];
  tracks: number;
  /** `vide` or `soun`. */
  handler: string;
  timescale: number;
  sampleEntry: string;
  /** As RFC 6381 writes what the decoder configuration says. */
  codecs: string;
  fragmented: boolean;
  editLists: number;
  defaultDuration: number;
  sps: SpsFacts | null;
  audio: { sampleRate: number; channels: number; objectType: number } | null;
}

const hex = (value: number) => value.toString(16).padStart(2, '0');
const VISUAL_FIELDS = 78;
const SOUND_FIELDS = 28;

/** Throws HlsError `malformed-media`. */
export function readInit(bytes: Uint8Array): InitFacts {
  const traks = [...findBoxes(bytes, 'moov/trak')];
  const [trak] = traks;
  if (trak === undefined) refuse('an init file without a track');
  const hdlr = only(bytes, 'mdia/hdlr', trak);
  const stsd = only(bytes, 'mdia/minf/stbl/stsd', trak);
  const [entry] = walkBoxes(bytes, stsd.body + 8, stsd.end);
  if (entry === undefined) refuse('no sample entry');
  const trex = [...findBoxes(bytes, 'moov/mvex/trex')];
  const facts = {
    brands: brandsOf(bytes, 'ftyp'),
    tracks: traks.length,
    handler: text(bytes, hdlr.body + 8, 4),
    timescale: timescaleOf(bytes, only(bytes, 'mdia/mdhd', trak)),
    sampleEntry: entry.type,
    fragmented: trex.length > 0,
    editLists: [...findBoxes(bytes, 'edts/elst', trak)].length,
    defaultDuration: trex[0] === undefined ? 0 : viewOf(bytes).getUint32(trex[0].body + 12),
  };
  if (entry.type.startsWith('avc')) return { ...facts, ...visual(bytes, entry), audio: null };
  if (entry.type === 'mp4a') return { ...facts, ...sound(bytes, entry), sps: null };
  refuse(`a sample entry ${entry.type}`);
}

/** Of `ftyp` or `styp`; empty where there is none. */
export function brandsOf(bytes: Uint8Array, type: 'ftyp' | 'styp'): string[] {
  const [box] = findBoxes(bytes, type);
  if (box === undefined) return [];
  requireBody(box, 8);
  const brands = [text(bytes, box.body, 4)];
  for (let at = box.body + 8; at + 4 <= box.end; at += 4) brands.push(text(bytes, at, 4));
  return [...new Set(brands)];
}

function timescaleOf(bytes: Uint8Array, mdhd: Box): number {
  requireBody(mdhd, 24);
  const view = viewOf(bytes);
  return view.getUint32(mdhd.body + (view.getUint8(mdhd.body) === 1 ? 20 : 12));
}

function visual(bytes: Uint8Array, entry: Box): Pick<InitFacts, 'codecs' | 'sps'> {
  const inside = { ...entry, body: entry.body + VISUAL_FIELDS };
  const avcC = only(bytes, 'avcC', inside);
  requireBody(avcC, 8);
  const [, profile = 0, constraints = 0, level = 0] = bytes.subarray(avcC.body);
  const length = viewOf(bytes).getUint16(avcC.body + 6);
  const unit = bytes.subarray(avcC.body + 8, avcC.body + 8 + length);
  return {
    codecs: `${entry.type}.${hex(profile)}${hex(constraints)}${hex(level)}`,
    sps: readSps(unit),
  };
}

/** ISO/IEC 14496-1 section 7.2.6.6 and 14496-3 section 1.6.2.1. */
function sound(bytes: Uint8Array, entry: Box): Pick<InitFacts, 'codecs' | 'audio'> {
  const esds = only(bytes, 'esds', { ...entry, body: entry.body + SOUND_FIELDS });
  const stream = descriptor(bytes, esds.body + 4, 3);
  const decoder = descriptor(bytes, stream + 3, 4);
  const config = descriptor(bytes, decoder + 13, 5);
  const [first = 0, second = 0] = bytes.subarray(config);
  const objectType = first >> 3;
  const rates = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
  ];
  return {
    codecs: `mp4a.${hex(bytes[decoder] ?? 0)}.${objectType}`,
    audio: {
      objectType,
      sampleRate: rates[((first & 7) << 1) | (second >> 7)] ?? 0,
      channels: (second >> 3) & 15,
    },
  };
}

/** @returns where the content of a descriptor starts */
function descriptor(bytes: Uint8Array, start: number, tag: number): number {
  if (bytes[start] !== tag) refuse(`no descriptor ${tag}`);
  let at = start + 1;
  while (((bytes[at] ?? 0) & 0x80) !== 0) at += 1;
  return at + 1;
}

function only(bytes: Uint8Array, path: string, within: Box): Box {
  const [box] = findBoxes(bytes, path, within);
  if (box === undefined) refuse(`no ${path}`);
  return box;
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function refuse(message: string): never {
  throw new HlsError('malformed-media', message);
}
