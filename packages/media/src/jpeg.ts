const START = 0xd8;
const SCAN = 0xda;
const COMMENT = 0xfe;
const FIRST_APPLICATION = 0xe0;
const LAST_APPLICATION = 0xef;

export interface JpegPart {
  marker: number;
  /** With its marker, up to the next one's. */
  bytes: Buffer;
}

/**
 * A JPEG's header segments in order (ITU-T T.81, annex B), without its start, and what follows from the scan on.
 */
export function jpegParts(jpeg: Buffer): { header: JpegPart[]; picture: Buffer } {
  if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xff00 + START) throw new RangeError('not a JPEG');
  const header: JpegPart[] = [];
  let at = 2;
  while (at + 4 <= jpeg.length) {
    const marker = jpeg.readUInt8(at + 1);
    if (jpeg.readUInt8(at) !== 0xff) throw new RangeError('damaged JPEG');
    if (marker === SCAN) return { header, picture: jpeg.subarray(at) };
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    header.push({ marker, bytes: jpeg.subarray(at, end) });
    at = end;
  }
  throw new RangeError('a JPEG without a picture');
}

/** Drops every application segment but JFIF's own, and every comment: neither is needed to show the picture. */
export function stripJpeg(jpeg: Buffer): Buffer {
  const { header, picture } = jpegParts(jpeg);
  const kept = header.filter(({ marker, bytes }) => {
    if (marker === FIRST_APPLICATION) return bytes.toString('latin1', 4, 9) === 'JFIF\0';
    return marker !== COMMENT && (marker < FIRST_APPLICATION || marker > LAST_APPLICATION);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...kept.map(({ bytes }) => bytes), picture]);
}
