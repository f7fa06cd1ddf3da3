import { HlsError } from '../errors.ts';

/** ISO/IEC 14496-12 section 4.2. Offsets are into the array that was walked. */
export interface Box {
  type: string;
  start: number;
  /** First byte after the header. */
  body: number;
  end: number;
}

export interface BoxHeader {
  type: string;
  headerBytes: number;
  /** null: the box runs to the end of the file. */
  boxBytes: number | null;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** null while fewer bytes are there than the header needs. */
export function readBoxHeader(bytes: Uint8Array, at: number): BoxHeader | null {
  if (bytes.length - at < 8) return null;
  const view = viewOf(bytes);
  const size32 = view.getUint32(at);
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  if (size32 === 0) return { type, headerBytes: 8, boxBytes: null };
  if (size32 !== 1) {
    if (size32 < 8) throw new HlsError('malformed-media', `box ${type} is ${size32} bytes long`);
    return { type, headerBytes: 8, boxBytes: size32 };
  }
  if (bytes.length - at < 16) return null;
  const boxBytes = Number(view.getBigUint64(at + 8));
  if (boxBytes < 16 || !Number.isSafeInteger(boxBytes)) {
    throw new HlsError('malformed-media', `box ${type} has an impossible size`);
  }
  return { type, headerBytes: 16, boxBytes };
}

export function* walkBoxes(bytes: Uint8Array, start = 0, end = bytes.length): Generator<Box> {
  let at = start;
  while (at < end) {
    const header = readBoxHeader(bytes.subarray(0, end), at);
    if (header === null) throw new HlsError('malformed-media', 'the file ends inside a box header');
    const boxEnd = header.boxBytes === null ? end : at + header.boxBytes;
    if (boxEnd > end) throw new HlsError('malformed-media', `box ${header.type} runs past its parent`);
    yield { type: header.type, start: at, body: at + header.headerBytes, end: boxEnd };
    at = boxEnd;
  }
}

/** Every box at the end of a path such as `moof/traf/tfdt`, in file order. */
export function* findBoxes(bytes: Uint8Array, path: string, within?: Box): Generator<Box> {
  const slash = path.indexOf('/');
  const type = slash === -1 ? path : path.slice(0, slash);
  for (const box of walkBoxes(bytes, within?.body ?? 0, within?.end ?? bytes.length)) {
    if (box.type !== type) continue;
    if (slash === -1) yield box;
    else yield* findBoxes(bytes, path.slice(slash + 1), box);
  }
}

export function requireBody(box: Box, bodyBytes: number): void {
  if (box.end - box.body < bodyBytes) {
    throw new HlsError('malformed-media', `box ${box.type} is too short`);
  }
}
