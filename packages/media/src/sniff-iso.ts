import type { FileHandle } from 'node:fs/promises';
import type { Sniffed } from './sniff.ts';

/** What an ISO or QuickTime file may begin with. */
export const ISO_TYPES: ReadonlySet<string> = new Set([
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
/** Of these, every byte is needed. Phones write trailers of their own behind the last box, some cut short. */
const NEEDED = new Set(['moov', 'mdat', 'moof']);
/** ISO/IEC 23008-12 and AVIF: photographs. */
const STILL_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'avif', 'crx ']);
const MAX_TOP_BOXES = 100_000;
const MAX_MOOV_BYTES = 64 * 1024 * 1024;

export async function sniffIso(file: FileHandle, size: number): Promise<Sniffed> {
  const header = Buffer.alloc(16);
  let at = 0;
  let missingBytes = 0;
  let brand = '';
  let index = false;
  let namesOthers = false;
  let encrypted = false;
  for (let count = 0; at + 8 <= size && count < MAX_TOP_BOXES; count += 1) {
    header.fill(0);
    await file.read(header, 0, 16, at);
    const type = header.toString('latin1', 4, 8);
    let length = header.readUInt32BE(0);
    if (length === 1) length = Number(header.readBigUInt64BE(8));
    else if (length === 0) length = size - at;
    if (length < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(type)) break;
    const end = at + length;
    if (type === 'ftyp') brand = header.toString('latin1', 8, 12);
    if (type === 'moov' && end <= size) {
      index = true;
      if (length <= MAX_MOOV_BYTES) {
        const moov = Buffer.alloc(length);
        await file.read(moov, 0, length, at);
        namesOthers = refersElsewhere(moov);
        encrypted = isProtected(moov);
      }
    }
    if (end > size && NEEDED.has(type)) missingBytes = end - size;
    at = end;
  }
  if (!index && STILL_BRANDS.has(brand)) return { kind: 'unknown' };
  // Fewer than eight bytes at the end, and no index yet: the start of a box whose rest is missing.
  if (!index && at < size && size - at < 8) missingBytes = Math.max(missingBytes, 8 - (size - at));
  if (namesOthers) return { kind: 'names_other_files' };
  if (encrypted) return { kind: 'encrypted' };
  return { kind: 'container', container: 'mov', missingBytes, index: index ? 'present' : 'missing' };
}

/** A sample entry that protection has renamed, with the scheme that did (ISO/IEC 14496-12, 8.12). */
function isProtected(moov: Buffer): boolean {
  const holds = (type: string) => moov.indexOf(type, 0, 'latin1') > 0;
  return ['encv', 'enca', 'drmi', 'drms'].some(holds) && holds('sinf') && holds('schm');
}

/**
 * A QuickTime reference movie, or a data reference without the flag "in this same file" that holds a name.
 * One without flag and name is what careless writers leave for this same file.
 */
function refersElsewhere(moov: Buffer): boolean {
  if (moov.indexOf('rmra', 0, 'latin1') > 0 && moov.indexOf('rdrf', 0, 'latin1') > 0) return true;
  let at = moov.indexOf('dref', 0, 'latin1');
  while (at >= 4) {
    const end = Math.min(moov.length, at - 4 + moov.readUInt32BE(at - 4));
    let entry = at + 12;
    while (entry + 12 <= end) {
      const length = moov.readUInt32BE(entry);
      const type = moov.toString('latin1', entry + 4, entry + 8);
      if (length < 12) break;
      const here = (moov.readUInt32BE(entry + 8) & 1) === 1;
      const named = moov.subarray(entry + 12, Math.min(end, entry + length)).some((byte) => byte !== 0);
      if (['url ', 'urn ', 'alis', 'rsrc'].includes(type) && !here && named) return true;
      entry += length;
    }
    at = moov.indexOf('dref', at + 4, 'latin1');
  }
  return false;
}
