import { walkConfiguration } from './h264.ts';
import { stringsIn, type Tell } from './told.ts';

/**
 * Every box that an object of ours may hold (ISO/IEC 14496-12, -14, -15), and what it may say. A box that is
 * not here is told, whatever is in it. Written apart from the product's own reader of boxes, so that a
 * mistake there does not hide itself.
 */
export interface Found {
  type: string;
  body: Buffer;
  /** In the file. */
  start: number;
}

type Look = (body: Buffer, where: string, tell: Tell) => void;

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'dinf', 'edts', 'mvex', 'moof', 'traf']);
const BRANDS = new Set(['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'avc1', 'mp41', 'msdh', 'msix']);
const UNDETERMINED = 0x55c4;

const zeros = (bytes: Buffer) => bytes.every((byte) => byte === 0);

const figures: Look = (body, where, tell) => {
  for (const text of stringsIn(body)) tell(where, `"${text}"`);
};

const brands: Look = (body, where, tell) => {
  for (let at = 0; at < body.length; at += 4) {
    const brand = body.toString('latin1', at, at + 4);
    if (at === 4 ? ![0, 512].includes(body.readUInt32BE(4)) : !BRANDS.has(brand)) tell(where, brand);
  }
};

/** Creation and modification time, which follow version and flags. */
function undated(after?: Look): Look {
  return (body, where, tell) => {
    const long = body.readUInt8(0) === 1;
    if (!zeros(body.subarray(4, long ? 20 : 12))) tell(where, 'a date');
    figures(body, where, tell);
    after?.(body, where, tell);
  };
}

const mediaHeader = undated((body, where, tell) => {
  const at = body.readUInt8(0) === 1 ? 32 : 20;
  if (body.readUInt16BE(at) !== UNDETERMINED) tell(where, 'a language');
});

const handler: Look = (body, where, tell) => {
  const type = body.toString('latin1', 8, 12);
  if (type !== 'vide' && type !== 'soun') tell(where, `a track of kind ${type}`);
  if (!zeros(body.subarray(4, 8)) || !zeros(body.subarray(12))) tell(where, 'a name');
};

const entry = (body: Buffer, where: string, tell: Tell, own: Buffer, children: number) => {
  if (!zeros(own)) tell(where, 'a name, a maker or a version');
  for (const child of boxesIn(body.subarray(children), where, tell)) {
    const look = INSIDE_ENTRIES[child.type];
    if (look === undefined) tell(where, `a ${child.type} box`);
    else look(child.body, `${where}/${child.type}`, tell);
  }
};

/** Sample entries: version, revision and vendor, and a compressor's name, must be empty. */
const pictureEntry: Look = (body, where, tell) => {
  entry(body, where, tell, Buffer.concat([body.subarray(8, 24), body.subarray(42, 74)]), 78);
};
const soundEntry: Look = (body, where, tell) => {
  entry(body, where, tell, body.subarray(8, 16), 28);
};

/** Elementary stream descriptor (ISO/IEC 14496-1, 7.2.6): the decoder's configuration, and nothing told beside it. */
const streamDescriptor: Look = (body, where, tell) => {
  const nested: Readonly<Record<number, number>> = { 3: 3, 4: 13 };
  const walk = (bytes: Buffer) => {
    let at = 0;
    while (at + 1 < bytes.length) {
      const tag = bytes.readUInt8(at);
      let size = 0;
      do {
        at += 1;
        size = size * 128 + (bytes.readUInt8(at) & 0x7f);
      } while ((bytes.readUInt8(at) & 0x80) !== 0);
      const content = bytes.subarray(at + 1, at + 1 + size);
      if (![3, 4, 5, 6].includes(tag) || content.length !== size) {
        tell(where, `descriptor ${tag}`);
        return;
      }
      // AAC-LC, 48 kHz, two channels; the encoder may add that nothing else follows (SBR absent).
      if (tag === 5 && !/^1190(56e500)?$/.test(content.toString('hex')))
        tell(where, `configuration ${content.toString('hex')}`);
      const head = nested[tag];
      if (head !== undefined) walk(content.subarray(head));
      at += 1 + size;
    }
  };
  walk(body.subarray(4));
};

const INSIDE_ENTRIES: Readonly<Record<string, Look>> = {
  avcC: walkConfiguration,
  esds: streamDescriptor,
  colr: (body, where, tell) => {
    if (!body.toString('latin1').startsWith('nclx') || body.length !== 11) tell(where, 'a colour profile');
  },
  pasp: figures,
  btrt: figures,
};

const descriptions: Look = (body, where, tell) => {
  for (const child of boxesIn(body.subarray(8), where, tell)) {
    const inside = `${where}/${child.type}`;
    if (child.type === 'avc1') pictureEntry(child.body, inside, tell);
    else if (child.type === 'mp4a') soundEntry(child.body, inside, tell);
    else tell(inside, 'samples of another kind');
  }
};

const reference: Look = (body, where, tell) => {
  for (const child of boxesIn(body.subarray(8), where, tell))
    if (child.type !== 'url ' || child.body.toString('hex') !== '00000001') tell(where, 'an address');
};

const LEAVES: Readonly<Record<string, Look>> = {
  ftyp: brands,
  styp: brands,
  mvhd: undated(),
  tkhd: undated(),
  mdhd: mediaHeader,
  hdlr: handler,
  stsd: descriptions,
  dref: reference,
  free: (body, where, tell) => {
    if (!zeros(body)) tell(where, 'contents');
  },
  // Counted against the samples by the caller.
  mdat: () => undefined,
};
for (const type of ['elst', 'vmhd', 'smhd', 'stts', 'ctts', 'stss', 'stsc', 'stsz', 'stco', 'co64'])
  Object.assign(LEAVES, { [type]: figures });
for (const type of ['sgpd', 'sbgp', 'trex', 'mfhd', 'tfhd', 'tfdt', 'trun'])
  Object.assign(LEAVES, { [type]: figures });

/** Boxes side by side, to the last byte; what is no box is told. */
export function* boxesIn(data: Buffer, where: string, tell: Tell): Generator<Found> {
  let at = 0;
  while (at < data.length) {
    if (at + 8 > data.length) {
      tell(where, 'bytes after the last box');
      return;
    }
    let size = data.readUInt32BE(at);
    let head = 8;
    if (size === 1 && at + 16 <= data.length) {
      size = Number(data.readBigUInt64BE(at + 8));
      head = 16;
    }
    if (size < head || at + size > data.length) {
      tell(where, 'a box without an end');
      return;
    }
    const type = data.toString('latin1', at + 4, at + 8);
    yield { type, body: data.subarray(at + head, at + size), start: at + head };
    at += size;
  }
}

/** Looks into every box of a file, and gives each to `seen` with its path. */
export function walkBoxes(data: Buffer, tell: Tell, seen: (path: string, found: Found) => void): void {
  const walk = (bytes: Buffer, path: string, offset: number) => {
    for (const found of boxesIn(bytes, path, tell)) {
      const inner = path === '' ? found.type : `${path}/${found.type}`;
      const start = offset + found.start;
      seen(inner, { ...found, start });
      const look = LEAVES[found.type];
      if (CONTAINERS.has(found.type)) walk(found.body, inner, start);
      else if (look === undefined) tell(inner, 'a box that may not be there');
      else look(found.body, inner, tell);
    }
  };
  walk(data, '', 0);
}
