import { type Box, boxesIn } from './boxes.ts';

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'mvex', 'dinf', 'edts']);
/** Free text, dates of the maker's choosing, and padding: none of it is needed to play. */
const DROPPED = new Set(['udta', 'meta', 'free', 'skip', 'uuid']);

/**
 * Takes out of an init segment what tells of its making: user data, the compressor's name, the handler's
 * name, dates. What it is decoded by (stsd's other content, avcC) is untouched.
 */
export function scrubInit(init: Buffer): Buffer {
  return scrub(init, 0, init.length);
}

function scrub(data: Buffer, start: number, end: number): Buffer {
  const kept: Buffer[] = [];
  for (const item of boxesIn(data, start, end)) {
    if (DROPPED.has(item.type)) continue;
    if (CONTAINERS.has(item.type)) kept.push(rebox(item, scrub(data, item.body, item.end)));
    else if (item.type === 'hdlr') kept.push(rebox(item, handler(data.subarray(item.body, item.end))));
    else if (item.type === 'stsd') kept.push(rebox(item, sampleEntries(data, item)));
    else if (['mvhd', 'tkhd', 'mdhd'].includes(item.type)) kept.push(withoutDates(data, item));
    else kept.push(Buffer.from(data.subarray(item.start, item.end)));
  }
  return Buffer.concat(kept);
}

function rebox(item: Box, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(item.type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** Version and flags, pre_defined, the handler's type, three reserved words, then an empty name. */
function handler(body: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, 24), Buffer.from([0])]);
}

function withoutDates(data: Buffer, item: Box): Buffer {
  const copy = Buffer.from(data.subarray(item.start, item.end));
  const at = item.body - item.start;
  copy.fill(0, at + 4, at + 4 + (copy.readUInt8(at) === 1 ? 16 : 8));
  return copy;
}

const COMPRESSOR_NAME = { offset: 50, length: 32 };

function sampleEntries(data: Buffer, stsd: Box): Buffer {
  const parts = [Buffer.from(data.subarray(stsd.body, stsd.body + 8))];
  for (const entry of boxesIn(data, stsd.body + 8, stsd.end)) {
    const copy = Buffer.from(data.subarray(entry.start, entry.end));
    const visual = ['avc1', 'avc3', 'hvc1', 'hev1'].includes(entry.type);
    if (visual) copy.fill(0, COMPRESSOR_NAME.offset, COMPRESSOR_NAME.offset + COMPRESSOR_NAME.length);
    parts.push(copy);
  }
  return Buffer.concat(parts);
}
