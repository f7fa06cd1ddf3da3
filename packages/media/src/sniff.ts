import type { FileHandle } from 'node:fs/promises';

/** What the first bytes and the outermost structure say, before any demuxer is let near the file. */
export type Sniffed =
  | { kind: 'playlist' }
  | { kind: 'audio_only' }
  | { kind: 'unknown' }
  | {
      kind: 'container';
      container: string;
      missingBytes: number;
      index: 'present' | 'missing' | 'not_needed';
    }
  | { kind: 'names_other_files' }
  | { kind: 'encrypted' };

const HEAD_BYTES = 64 * 1024;
const ISO_TYPES = new Set([
  'ftyp',
  'moov',
  'mdat',
  'free',
  'skip',
  'wide',
  'pnot',
  'styp',
  'moof',
  'sidx',
  'uuid',
]);
const MAX_TOP_BOXES = 100_000;
const MAX_MOOV_BYTES = 64 * 1024 * 1024;

export async function sniff(file: FileHandle, size: number): Promise<Sniffed> {
  const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
  await file.read(head, 0, head.length, 0);
  if (isPlaylist(head)) return { kind: 'playlist' };
  const tag = head.toString('latin1', 0, 4);
  if (ISO_TYPES.has(head.toString('latin1', 4, 8))) return sniffIso(file, size);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return sniffMatroska(head, size);
  if (tag === 'RIFF' && head.toString('latin1', 8, 12) === 'AVI ') {
    const declared = head.readUInt32LE(4) + 8;
    return container('avi', declared - size);
  }
  if (tag === 'RIFF' || tag === 'fLaC' || tag.startsWith('ID3') || tag.startsWith('#!AM'))
    return { kind: 'audio_only' };
  if (tag.startsWith('FLV')) return container('flv', 0);
  if (tag === 'OggS') return container('ogg', 0);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x3026b275) return container('asf', 0);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x000001ba) return container('mpeg', 0);
  if (isTransportStream(head)) return container('mpegts', 0);
  return { kind: 'unknown' };
}

function container(name: string, missingBytes: number): Sniffed {
  return { kind: 'container', container: name, missingBytes: Math.max(0, missingBytes), index: 'not_needed' };
}

/** HLS, ffconcat, DASH, SDP, SMIL, ASX, PLS, M3U of plain names: all of them only name other files. */
function isPlaylist(head: Buffer): boolean {
  const text = head
    .toString('utf8', 0, 4096)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^(#EXTM3U|#EXTINF|ffconcat version|\[playlist\]|\[Reference\])/i.test(text)) return true;
  if (/^v=0\s+o=/.test(text)) return true;
  if (/^(file|stream|chapter)\s+['"\w./\\]/.test(text) && !text.includes('\0')) return true;
  if (/^(https?|ftp|rtsp|rtmp|file):\/\//i.test(text)) return true;
  return (
    /^<(\?xml|MPD|smil|asx|SmoothStreamingMedia)/i.test(text) &&
    /<(MPD|smil|asx|SmoothStreamingMedia)\b/i.test(text)
  );
}

function isTransportStream(head: Buffer): boolean {
  for (const [packet, offset] of [
    [188, 0],
    [192, 4],
  ] as const) {
    const packets = Math.min(5, Math.floor((head.length - offset) / packet));
    if (packets < 2) continue;
    let all = true;
    for (let i = 0; i < packets; i += 1) all &&= head[offset + i * packet] === 0x47;
    if (all) return true;
  }
  return false;
}

async function sniffIso(file: FileHandle, size: number): Promise<Sniffed> {
  const header = Buffer.alloc(16);
  let at = 0;
  let missingBytes = 0;
  let index = false;
  let namesOthers = false;
  let encrypted = false;
  for (let count = 0; at + 8 <= size && count < MAX_TOP_BOXES; count += 1) {
    await file.read(header, 0, 16, at);
    const type = header.toString('latin1', 4, 8);
    let length = header.readUInt32BE(0);
    if (length === 1) length = Number(header.readBigUInt64BE(8));
    else if (length === 0) length = size - at;
    if (length < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(type)) break;
    const end = at + length;
    if (type === 'moov' && end <= size) {
      index = true;
      if (length <= MAX_MOOV_BYTES) {
        const moov = Buffer.alloc(length);
        await file.read(moov, 0, length, at);
        namesOthers = refersElsewhere(moov);
        encrypted = isProtected(moov);
      }
    }
    missingBytes = Math.max(0, end - size);
    at = end;
  }
  // Fewer than eight bytes after the last box are the start of a box whose rest is missing.
  if (at < size && size - at < 8) missingBytes = Math.max(missingBytes, 8 - (size - at));
  if (namesOthers) return { kind: 'names_other_files' };
  if (encrypted) return { kind: 'encrypted' };
  return { kind: 'container', container: 'mov', missingBytes, index: index ? 'present' : 'missing' };
}

/** A sample entry that protection has renamed, with the scheme that did (ISO/IEC 14496-12, 8.12). */
function isProtected(moov: Buffer): boolean {
  const holds = (type: string) => moov.indexOf(type, 0, 'latin1') > 0;
  return ['encv', 'enca', 'drmi', 'drms'].some(holds) && holds('sinf') && holds('schm');
}

/** A data reference without the flag "in this same file", or a QuickTime reference movie. */
function refersElsewhere(moov: Buffer): boolean {
  if (moov.indexOf('rmra', 0, 'latin1') > 0 && moov.indexOf('rdrf', 0, 'latin1') > 0) return true;
  let at = moov.indexOf('dref', 0, 'latin1');
  while (at > 0) {
    const end = Math.min(moov.length, at - 4 + moov.readUInt32BE(at - 4));
    let entry = at + 12;
    while (entry + 12 <= end) {
      const length = moov.readUInt32BE(entry);
      const type = moov.toString('latin1', entry + 4, entry + 8);
      if (length < 12) break;
      if (['url ', 'urn ', 'alis', 'rsrc'].includes(type) && (moov.readUInt32BE(entry + 8) & 1) === 0)
        return true;
      entry += length;
    }
    at = moov.indexOf('dref', at + 4, 'latin1');
  }
  return false;
}

/** EBML (RFC 8794): the header, then a Segment whose size is known, or unknown when it was written live. */
function sniffMatroska(head: Buffer, size: number): Sniffed {
  const header = ebmlSize(head, 4);
  if (header === null || header.value === null) return container('matroska', 0);
  const segmentAt = header.next + header.value;
  if (segmentAt + 12 > head.length || head.readUInt32BE(segmentAt) !== 0x18538067)
    return container('matroska', 0);
  const segment = ebmlSize(head, segmentAt + 4);
  if (segment === null || segment.value === null) return container('matroska', 0);
  return container('matroska', segment.next + segment.value - size);
}

function ebmlSize(data: Buffer, at: number): { value: number | null; next: number } | null {
  const first = data[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > data.length) return null;
  let value = BigInt(first & (0xff >> length));
  let ones = value === BigInt(0xff >> length);
  for (let i = 1; i < length; i += 1) {
    const byte = data[at + i] ?? 0;
    ones &&= byte === 0xff;
    value = value * 256n + BigInt(byte);
  }
  return { value: ones ? null : Number(value), next: at + length };
}
