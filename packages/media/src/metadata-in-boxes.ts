import type { FileHandle } from 'node:fs/promises';
import type { RemovedFinding } from '@rostrum/domain';

/** ISO base media boxes that ffprobe passes over in silence: found by their headers, read in part. */
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'udta']);
const MAX_BOXES = 4096;
const MAX_DEPTH = 6;
const MAX_READ_BYTES = 256 * 1024;
/** ISO 16684-1, annex: the box that holds an XMP packet. */
const XMP = 'be7acfcb97a942e89c71999491e3afac';

/** What XMP, or a camera's own XML, speaks of, by the names of its properties. */
const XML_RULES: readonly (readonly [RemovedFinding, RegExp])[] = [
  ['location_removed', /exif:GPS|Iptc4xmpCore:Location|photoshop:(City|Country)|Latitude/],
  ['device_removed', /tiff:(Make|Model)|aux:(Lens|SerialNumber)|manufacturer|modelName|serialNo/],
  ['software_removed', /xmp:CreatorTool|tiff:Software/],
  ['author_removed', /dc:(creator|rights)|photoshop:Credit/],
  ['time_removed', /xmp:\w*Date|exif:Date|photoshop:DateCreated|CreationDate/],
  ['title_removed', /dc:(title|description|subject)/],
];

/** Of cameras and phones, in user data: what they are, how they were set, a small picture with Exif, how they moved. */
const USER_DATA: Readonly<Record<string, RemovedFinding>> = {
  GPMF: 'data_streams_removed',
  FIRM: 'software_removed',
  LENS: 'device_removed',
  CAME: 'device_removed',
  SETT: 'device_removed',
  MUID: 'device_removed',
  AMBA: 'device_removed',
  CNTH: 'device_removed',
  CNDA: 'device_removed',
  PANA: 'device_removed',
  smta: 'device_removed',
  thmb: 'cover_removed',
};
/** In user data, and printed by the probe as tags or chapters; or hints of how to send it. */
const PRINTED =
  /^\u00a9|^(meta|chpl|name|titl|dscp|auth|perf|gnre|cprt|yrrc|albm|loci|manu|modl|slno|hnti|hinf|free|skip|uuid|XMP_|\0{4})$/;

interface Around {
  file: FileHandle;
  left: number;
  found: RemovedFinding[];
}

/** Every box that is not media and that the probe does not print; hostile sizes and depths end the search. */
export async function metadataInBoxes(file: FileHandle, size: number): Promise<RemovedFinding[]> {
  const around: Around = { file, left: MAX_BOXES, found: [] };
  await search(around, 0, size, 0, '');
  return around.found;
}

async function search(
  around: Around,
  start: number,
  end: number,
  depth: number,
  parent: string,
): Promise<void> {
  let at = start;
  while (at + 8 <= end && around.left > 0) {
    around.left -= 1;
    const head = await read(around.file, at, 16);
    if (head.length < 8) return;
    let size = head.readUInt32BE(0);
    let body = at + 8;
    if (size === 1 && head.length === 16) {
      size = Number(head.readBigUInt64BE(8));
      body = at + 16;
    } else if (size === 0) size = end - at;
    if (!Number.isSafeInteger(size) || at + size > end || size < body - at) return;
    const type = head.toString('latin1', 4, 8);
    if (CONTAINERS.has(type) && depth < MAX_DEPTH) await search(around, body, at + size, depth + 1, type);
    else if (parent === 'udta' && !PRINTED.test(type))
      around.found.push(USER_DATA[type] ?? 'metadata_removed');
    else around.found.push(...(await kindsOf(around.file, type, body, at + size)));
    at += size;
  }
}

async function kindsOf(
  file: FileHandle,
  type: string,
  start: number,
  end: number,
): Promise<RemovedFinding[]> {
  if (!['uuid', 'free', 'skip', 'XMP_', 'meta'].includes(type)) return [];
  const body = await read(file, start, Math.min(MAX_READ_BYTES, end - start));
  if (type === 'uuid' && body.toString('hex', 0, 16) !== XMP)
    return body.length > 16 ? ['metadata_removed'] : [];
  if (type === 'free' || type === 'skip') return holdsText(body) ? ['metadata_removed'] : [];
  const text = body.toString('utf8');
  // The keys and items of QuickTime and iTunes are tags to the probe; a camera's XML it passes over.
  if (type === 'meta' && !/<\w+[\s>]/.test(text)) return [];
  const told = XML_RULES.filter(([, rule]) => rule.test(text)).map(([kind]) => kind);
  return told.length > 0 ? told : ['metadata_removed'];
}

/** Padding is zeros, or what stood there before; eight letters in a row, in one byte or two, were written by somebody. */
function holdsText(bytes: Buffer): boolean {
  return /[\x20-\x7e]{8,}|(?:[\x20-\x7e]\0){8,}/.test(bytes.toString('latin1'));
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
