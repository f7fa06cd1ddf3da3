import type { PortraitKind } from '@rostrum/domain';

/** EXIF 2.32, 4.6.4: how the stored picture is turned or mirrored; 1 is as it stands. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** The filters that put a picture upright. ffmpeg does it by itself for some kinds of file, and not in every version. */
export const UPRIGHT: Readonly<Record<Orientation, readonly string[]>> = {
  1: [],
  2: ['hflip'],
  3: ['hflip', 'vflip'],
  4: ['vflip'],
  5: ['transpose=cclock_flip'],
  6: ['transpose=clock'],
  7: ['transpose=clock_flip'],
  8: ['transpose=cclock'],
};

/** Of a whole file; 1 where it does not say. */
export function exifOrientation(data: Buffer, kind: PortraitKind): Orientation {
  try {
    const tiff = { jpeg: inJpeg, png: inPng, webp: inWebp }[kind](data);
    return tiff === null ? 1 : ofTiff(tiff);
  } catch (error) {
    // It points behind its own end.
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

function inJpeg(data: Buffer): Buffer | null {
  for (let at = 2; at + 4 <= data.length && data[at] === 0xff && data[at + 1] !== 0xda; ) {
    const length = data.readUInt16BE(at + 2);
    if (data[at + 1] === 0xe1 && data.toString('latin1', at + 4, at + 10) === 'Exif\0\0')
      return data.subarray(at + 10, at + 2 + length);
    at += 2 + Math.max(2, length);
  }
  return null;
}

function inPng(data: Buffer): Buffer | null {
  for (let at = 8; at + 12 <= data.length; ) {
    const length = data.readUInt32BE(at);
    if (data.toString('latin1', at + 4, at + 8) === 'eXIf') return data.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
  return null;
}

function inWebp(data: Buffer): Buffer | null {
  for (let at = 12; at + 8 <= data.length; ) {
    const length = data.readUInt32LE(at + 4);
    if (data.toString('latin1', at, at + 4) === 'EXIF') {
      const body = data.subarray(at + 8, at + 8 + length);
      return body.toString('latin1', 0, 6) === 'Exif\0\0' ? body.subarray(6) : body;
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

function ofTiff(tiff: Buffer): Orientation {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = u32(4);
  const entries = u16(directory);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (u16(at) !== ORIENTATION_TAG || u16(at + 2) !== SHORT) continue;
    const value = u16(at + 8);
    return ([1, 2, 3, 4, 5, 6, 7, 8] as const).find((known) => known === value) ?? 1;
  }
  return 1;
}
