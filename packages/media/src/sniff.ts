import type { FileHandle } from 'node:fs/promises';
import { ISO_TYPES, sniffIso } from './sniff-iso.ts';

/** What the first bytes and the outermost structure say, before any demuxer is let near the file. */
export type Sniffed =
  | { kind: 'playlist' }
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
/** SMPTE 377: the key of a header partition, but for its last three bytes. */
const MXF_PARTITION = Buffer.from('060e2b34020501010d01020101', 'hex');
/** IEC 61834: a DIF sequence begins with its header block. */
const DV_HEADER = Buffer.from('1f0700', 'hex');

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
  const sound = soundOf(head, size);
  if (sound !== null) return sound;
  if (tag.startsWith('FLV')) return container('flv', 0);
  if (tag === 'OggS') return container('ogg', 0);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x3026b275) return container('asf', 0);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x000001ba) return container('mpeg', 0);
  if (head.subarray(0, MXF_PARTITION.length).equals(MXF_PARTITION)) return container('mxf', 0);
  if (head.subarray(0, DV_HEADER.length).equals(DV_HEADER)) return container('dv', 0);
  if (isTransportStream(head)) return container('mpegts', 0);
  return { kind: 'unknown' };
}

function container(name: string, missingBytes: number): Sniffed {
  return { kind: 'container', container: name, missingBytes: Math.max(0, missingBytes), index: 'not_needed' };
}

/** Files that can hold nothing but sound, and a cover. */
function soundOf(head: Buffer, size: number): Sniffed | null {
  const tag = head.toString('latin1', 0, 4);
  if ((tag === 'RIFF' || tag === 'RF64') && head.toString('latin1', 8, 12) === 'WAVE') {
    // A recorder that was stopped hard, or that writes a stream, leaves 0 or all ones.
    const declared = head.readUInt32LE(4);
    return container('wav', declared === 0 || declared > 0xffff_ff00 ? 0 : declared + 8 - size);
  }
  if (tag === 'fLaC') return container('flac', 0);
  if (tag.startsWith('ID3')) return container('mp3', 0);
  if (tag === '#!AM') return container('amr', 0);
  const layer = frameLayer(head);
  return layer === null ? null : container(layer === 'none' ? 'aac' : 'mp3', 0);
}

/**
 * Two frames in a row: eleven bits of ones, and no forbidden value behind them (ISO/IEC 11172-3, 2.4.2.3); without
 * a layer it is AAC, whose frames tell their length (ISO/IEC 13818-7, 6.2).
 */
function frameLayer(head: Buffer): 'none' | 'layered' | null {
  if (head.length < 8 || head[0] !== 0xff || ((head[1] ?? 0) & 0xe0) !== 0xe0) return null;
  const version = ((head[1] ?? 0) >> 3) & 3;
  const layer = ((head[1] ?? 0) >> 1) & 3;
  if (layer === 0) {
    const length = (((head[3] ?? 0) & 3) << 11) | ((head[4] ?? 0) << 3) | ((head[5] ?? 0) >> 5);
    return length > 7 && head[length] === 0xff && ((head[length + 1] ?? 0) & 0xf6) === 0xf0 ? 'none' : null;
  }
  const bitrate = (head[2] ?? 0) >> 4;
  const rate = ((head[2] ?? 0) >> 2) & 3;
  return version !== 1 && bitrate !== 15 && bitrate !== 0 && rate !== 3 ? 'layered' : null;
}

/** HLS, ffconcat, DASH, SDP, SMIL, ASX, PLS, M3U of plain names: all of them only name other files. */
function isPlaylist(head: Buffer): boolean {
  const text = head
    .toString('utf8', 0, 4096)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^(#EXTM3U|#EXTINF|ffconcat version|\[playlist\]|\[Reference\]|\[InternetShortcut\])/i.test(text))
    return true;
  if (/^v=0\s+o=/.test(text)) return true;
  if (/^(file|stream|chapter)\s+['"\w./\\]/.test(text) && !text.includes('\0')) return true;
  if (/^(https?|ftp|rtsp|rtmp|file):\/\//i.test(text)) return true;
  return (
    /^<(\?xml|MPD|smil|asx|SmoothStreamingMedia|playlist)/i.test(text) &&
    /<(MPD|smil|asx|SmoothStreamingMedia|playlist)\b/i.test(text)
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
