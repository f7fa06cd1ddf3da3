import { constants, deflateRawSync } from 'node:zlib';

const CHUNK_BYTES = 64 * 1024 ** 2;
const NAME = Buffer.from('xl/worksheets/sheet1.xml');

/**
 * An .xlsx file of a few megabytes whose first sheet unpacks to zeros without end: one packed chunk again and again,
 * which its full flush allows (RFC 1951). What its directory says of its size is whatever is wanted.
 */
export function packedSheet({
  unpackedBytes,
  saidBytes,
}: {
  unpackedBytes: number;
  saidBytes: number;
}): Buffer {
  const chunk = deflateRawSync(Buffer.alloc(CHUNK_BYTES), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const chunks = new Array<Buffer>(Math.ceil(unpackedBytes / CHUNK_BYTES)).fill(chunk);
  const packed = Buffer.concat([...chunks, deflateRawSync(Buffer.alloc(0))]);
  // Version, no flags, deflated, no time, no sum; then sizes and the length of the name (APPNOTE 4.3.7 and 4.3.12).
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(saidBytes, 18);
  about.writeUInt16LE(NAME.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, NAME, packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, Buffer.alloc(14), NAME]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
