import type { Tell } from './told.ts';

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const JFIF = 0xe0;
/** Tables and frames (ITU-T T.81, table B.1): quantisation, Huffman, restart interval, baseline and progressive. */
const NEEDED = new Set([0xdb, 0xc4, 0xdd, 0xc0, 0xc2]);
/** "JFIF", a version, a density, and a thumbnail of 0 × 0. */
const JFIF_SEGMENT = /^4a464946000[0-9a-f]{3}0[0-2][0-9a-f]{8}0000$/;

/** A picture of nothing but its tables and its scans, to the last byte. */
export function walkJpeg(data: Buffer, tell: Tell): void {
  if (data.readUInt16BE(0) !== 0xff00 + START) {
    tell('start', 'no JPEG');
    return;
  }
  let at = 2;
  while (at + 2 <= data.length) {
    if (data.readUInt8(at) !== 0xff) {
      tell(`byte ${at}`, 'no marker where one must be');
      return;
    }
    const marker = data.readUInt8(at + 1);
    if (marker === END) {
      if (at + 2 !== data.length) tell('end', `${data.length - at - 2} bytes after the picture`);
      return;
    }
    const size = data.readUInt16BE(at + 2);
    const body = data.subarray(at + 4, at + 2 + size);
    const name = `marker ${marker.toString(16)}`;
    if (marker === JFIF) {
      if (!JFIF_SEGMENT.test(body.toString('hex'))) tell(name, 'more than the format');
    } else if (marker !== SCAN && !NEEDED.has(marker)) tell(name, 'may not be there');
    at += 2 + size;
    if (marker === SCAN) at = endOfScan(data, at);
  }
  tell('end', 'no end mark');
}

/** In entropy-coded data a 0xff is followed by 0x00 or by a restart mark. */
function endOfScan(data: Buffer, from: number): number {
  let at = from;
  while (at + 1 < data.length) {
    const next = data.readUInt8(at + 1);
    if (data.readUInt8(at) === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 1;
  }
  return at;
}
