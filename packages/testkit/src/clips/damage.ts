import { type Box, boxesIn, childrenOf } from './boxes.ts';
import { mutate, seeded } from './mutate.ts';

interface Part {
  start: number;
  end: number;
}

/** Matroska's elements that hold others, by their ids (RFC 9559). */
const EBML_MASTERS = new Set([
  0x1a45dfa3, 0x18538067, 0x114d9b74, 0x1549a966, 0x1654ae6b, 0xae, 0xe0, 0xe1, 0x1f43b675, 0xa0, 0x1c53bb6b,
  0x1254c367, 0x1043a770, 0x6d80,
]);

/** What a container's next piece begins with, for those that are a row of pieces. */
const MARKS: readonly (readonly [test: (data: Buffer) => boolean, mark: string])[] = [
  [(data) => data.readUInt32BE(0) === 0x000001ba, '000001'],
  [(data) => data.toString('latin1', 0, 4) === 'OggS', '4f676753'],
  [(data) => data.readUInt32BE(0) === 0x060e2b34, '060e2b34'],
  [(data) => data.readUInt32BE(0) === 0x3026b275, '82000008'],
];

/** Pieces that can be taken out, doubled and exchanged: boxes, elements, chunks, packets. */
export function partsOf(data: Buffer): Part[] {
  if (data.length < 64) return [];
  const found = MARKS.find(([test]) => test(data));
  if (found !== undefined) return between(data, Buffer.from(found[1], 'hex'));
  if (data.readUInt32BE(0) === 0x1a45dfa3) return elements(data, 0, data.length);
  if (data.toString('latin1', 0, 4) === 'RIFF') return chunks(data, 12, data.length);
  if (data.toString('latin1', 0, 3) === 'FLV') return tags(data);
  for (const [length, at] of [
    [188, 0],
    [192, 4],
  ] as const)
    if (data[at] === 0x47 && data[at + length] === 0x47) return rows(data, length);
  if (data.readUInt32BE(0) >>> 8 === 0x1f0700) return rows(data, 80);
  return boxes(data, boxesIn(data));
}

function boxes(data: Buffer, siblings: readonly Box[]): Part[] {
  return siblings.flatMap((box) => [box, ...boxes(data, childrenOf(data, box))]);
}

function elements(data: Buffer, from: number, to: number): Part[] {
  const parts: Part[] = [];
  let at = from;
  while (at + 2 <= to && parts.length < 2000) {
    const idLength = Math.clz32(data[at] ?? 0) - 23;
    if (idLength > 4 || at + idLength + 1 > to) break;
    const sizeAt = at + idLength;
    const sizeLength = Math.clz32(data[sizeAt] ?? 0) - 23;
    if (sizeLength > 8 || sizeAt + sizeLength > to) break;
    const rest = sizeLength > 1 ? data.readUIntBE(sizeAt + 1, Math.min(6, sizeLength - 1)) : 0;
    const first = (data[sizeAt] ?? 0) & (0xff >> sizeLength);
    const unknown = first === 0xff >> sizeLength;
    const size = sizeLength > 7 ? rest : first * 256 ** (sizeLength - 1) + rest;
    const body = sizeAt + sizeLength;
    const end = unknown ? to : Math.min(to, body + size);
    parts.push({ start: at, end });
    if (EBML_MASTERS.has(data.readUIntBE(at, idLength))) parts.push(...elements(data, body, end));
    at = end;
  }
  return parts;
}

function chunks(data: Buffer, from: number, to: number): Part[] {
  const parts: Part[] = [];
  for (let at = from; at + 8 <= to; ) {
    const length = data.readUInt32LE(at + 4);
    const end = Math.min(to, at + 8 + length + (length % 2));
    parts.push({ start: at, end });
    if (data.toString('latin1', at, at + 4) === 'LIST') parts.push(...chunks(data, at + 12, end));
    at = end;
  }
  return parts;
}

function tags(data: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 13; at + 11 <= data.length; ) {
    const end = Math.min(data.length, at + 15 + data.readUIntBE(at + 1, 3));
    parts.push({ start: at, end });
    at = end;
  }
  return parts;
}

function rows(data: Buffer, length: number): Part[] {
  return Array.from({ length: Math.floor(data.length / length) }, (_, i) => ({
    start: i * length,
    end: (i + 1) * length,
  }));
}

function between(data: Buffer, mark: Buffer): Part[] {
  const starts: number[] = [];
  for (let at = data.indexOf(mark); at >= 0; at = data.indexOf(mark, at + mark.length)) starts.push(at);
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? data.length }));
}

const EXTREMES = [
  0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

export const DAMAGES = ['bytes', 'sizes', 'pieces', 'splice', 'extremes', 'cut', 'names'] as const;
export type Damage = (typeof DAMAGES)[number];

/**
 * A damaged copy. Same originals, seed and names, same file. `other` gives the second half of a splice;
 * `names` are addresses and paths that nobody must ever open.
 */
export function damage(
  original: Buffer,
  other: Buffer,
  seed: number,
  names: readonly string[],
): { kind: Damage; data: Buffer } {
  const random = seeded(seed ^ 0x5bd1e995);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]): T | undefined => items[below(items.length)];
  const kind = pick(DAMAGES) ?? 'bytes';
  let data = Buffer.from(original);
  const extreme = (at: number) => {
    const value = pick(EXTREMES) ?? 0;
    if (at < 0 || at + 4 > data.length) return;
    if (random() < 0.3) data.writeUInt32LE(value, at);
    else data.writeUInt32BE(value, at);
  };
  const repeat = (most: number, work: (parts: Part[]) => void) => {
    for (let i = 1 + below(most); i > 0; i -= 1) work(partsOf(data));
  };
  switch (kind) {
    case 'bytes':
      return { kind, data: mutate(original, seed) };
    case 'sizes':
      repeat(3, (parts) => {
        const part = pick(parts);
        if (part !== undefined) extreme(part.start + (random() < 0.7 ? 0 : 4));
      });
      break;
    case 'extremes':
      repeat(6, (parts) => {
        const part = pick(parts);
        if (part !== undefined)
          extreme(part.start + 8 + 4 * below(Math.min(32, (part.end - part.start) / 4)));
      });
      break;
    case 'pieces':
      repeat(3, (parts) => {
        const [a, b] = [pick(parts), pick(parts)].toSorted((x, y) => (x?.start ?? 0) - (y?.start ?? 0));
        if (a === undefined || b === undefined) return;
        const piece = data.subarray(a.start, a.end);
        const way = below(4);
        if (way === 0) data = Buffer.concat([data.subarray(0, b.end), piece, data.subarray(b.end)]);
        else if (way === 1) data = Buffer.concat([data.subarray(0, a.start), data.subarray(a.end)]);
        else if (way === 2) data = Buffer.concat([data.subarray(0, a.start), data.subarray(a.end), piece]);
        else if (a.end <= b.start)
          data = Buffer.concat([
            data.subarray(0, a.start),
            data.subarray(b.start, b.end),
            data.subarray(a.end, b.start),
            piece,
            data.subarray(b.end),
          ]);
      });
      break;
    case 'splice': {
      const mine = pick(partsOf(data))?.start ?? below(data.length);
      const theirs = pick(partsOf(other))?.start ?? below(other.length);
      data = Buffer.concat([data.subarray(0, mine), other.subarray(theirs)]);
      break;
    }
    case 'cut':
      data = data.subarray(0, Math.max(1, below(data.length)));
      break;
    default: {
      const name = Buffer.from(`${pick(names) ?? ''}\0`);
      const parts = partsOf(data);
      for (let i = 1 + below(4); i > 0; i -= 1) {
        const part = pick(parts);
        const at = part === undefined ? below(data.length) : Math.min(part.start + 8, data.length);
        if (random() < 0.5) name.copy(data, at, 0, Math.min(name.length, data.length - at));
        else data = Buffer.concat([data.subarray(0, at), name, data.subarray(at)]);
      }
      if (random() < 0.2) data = Buffer.concat([Buffer.from(listOf(name, below(4))), data]);
    }
  }
  return { kind, data };
}

/** The lists that demuxers follow, in front of a video. */
function listOf(name: Buffer, which: number): string {
  const address = name.toString('utf8', 0, name.length - 1);
  return (
    [
      `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${address}\n#EXT-X-ENDLIST\n`,
      `ffconcat version 1.0\nfile '${address}'\n`,
      `<?xml version="1.0"?><MPD><Period><BaseURL>${address}</BaseURL></Period></MPD>`,
      `[playlist]\nFile1=${address}\n`,
    ][which] ?? ''
  );
}
