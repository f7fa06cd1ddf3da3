import { HlsError } from '../errors.ts';
import { readSegment, type SegmentFacts } from '../fmp4/read-fragments.ts';
import { type InitFacts, readInit } from '../fmp4/read-init.ts';
import {
  type ParsedMedia,
  type ParsedSegment,
  parseMediaPlaylist,
  parseMultivariantPlaylist,
  readLines,
  unquote,
} from '../parse.ts';
import type { PlaylistText } from './rule.ts';

/** What an address answers. */
export interface Served {
  status: number;
  /** The media type, without parameters. */
  type: string;
  bytes: Uint8Array;
}
export type Get = (address: string) => Promise<Served>;

export interface ServedPlaylist extends PlaylistText {
  address: string;
  status: number;
  type: string;
}

export interface ServedFile<Facts> {
  address: string;
  status: number;
  type: string;
  bytes: number;
  /** null: it is no such file, for this reason. */
  facts: Facts | null;
  broken: string | null;
}

export interface ServedSegment extends ServedFile<SegmentFacts> {
  listed: ParsedSegment;
  init: InitFacts | null;
}

export interface ServedTrack {
  kind: 'video' | 'audio';
  name: string;
  playlist: ServedPlaylist;
  /** null: its text cannot be read. */
  parsed: ParsedMedia | null;
  inits: ServedFile<InitFacts>[];
  segments: ServedSegment[];
}

/** All that a viewer of one entry playlist can fetch, as it is served. Subtitles have texts only. */
export interface Presentation {
  entry: ServedPlaylist;
  variants: { attributes: ReadonlyMap<string, string>; track: ServedTrack }[];
  audio: ServedTrack[];
  subtitles: ServedPlaylist[];
}

/** Fetches everything once. An entry that cannot be read leads nowhere: it breaks the rules about its text. */
export async function readPresentation(entryAddress: string, get: Get): Promise<Presentation> {
  const entry = await readPlaylist(entryAddress, get);
  const parsed = orBroken(() => parseMultivariantPlaylist(entry.text)).facts;
  const at = (uri: string) => new URL(uri, entryAddress).href;
  const variants: Presentation['variants'] = [];
  for (const { uri, attributes } of parsed?.variants ?? []) {
    variants.push({ attributes, track: await readTrack('video', at(uri), get) });
  }
  const audio: ServedTrack[] = [];
  const subtitles: ServedPlaylist[] = [];
  for (const media of parsed?.media ?? []) {
    const address = at(unquote(media.get('URI')));
    if (media.get('TYPE') === 'AUDIO') audio.push(await readTrack('audio', address, get));
    else subtitles.push(await readPlaylist(address, get));
  }
  return { entry, variants, audio, subtitles };
}

export const tracksOf = ({ variants, audio }: Presentation): ServedTrack[] => [
  ...variants.map(({ track }) => track),
  ...audio,
];

async function readPlaylist(address: string, get: Get): Promise<ServedPlaylist> {
  const { status, type, bytes } = await get(address);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { address, status, type, text, lines: readLines(text) };
}

async function readTrack(kind: 'video' | 'audio', address: string, get: Get): Promise<ServedTrack> {
  const playlist = await readPlaylist(address, get);
  const parsed = orBroken(() => parseMediaPlaylist(playlist.text)).facts;
  const inits = new Map<string, ServedFile<InitFacts>>();
  const segments: ServedSegment[] = [];
  for (const listed of parsed?.segments ?? []) {
    const mapAddress = listed.map === null ? null : new URL(listed.map, address).href;
    if (mapAddress !== null && !inits.has(mapAddress)) {
      inits.set(mapAddress, await readFile(mapAddress, get, readInit));
    }
    const init = (mapAddress === null ? null : inits.get(mapAddress)?.facts) ?? null;
    const file = await readFile(new URL(listed.uri, address).href, get, (bytes) =>
      readSegment(bytes, init ?? { handler: '', defaultDuration: 0 }),
    );
    segments.push({ ...file, listed, init });
  }
  const name = address.slice(address.lastIndexOf('/') + 1).replace('.m3u8', '');
  return { kind, name, playlist, parsed, inits: [...inits.values()], segments };
}

async function readFile<Facts>(
  address: string,
  get: Get,
  read: (bytes: Uint8Array) => Facts,
): Promise<ServedFile<Facts>> {
  const { status, type, bytes } = await get(address);
  return { address, status, type, bytes: bytes.length, ...orBroken(() => read(bytes)) };
}

function orBroken<Facts>(read: () => Facts): { facts: Facts | null; broken: string | null } {
  try {
    return { facts: read(), broken: null };
  } catch (error) {
    if (error instanceof HlsError || error instanceof RangeError)
      return { facts: null, broken: error.message };
    throw error;
  }
}
