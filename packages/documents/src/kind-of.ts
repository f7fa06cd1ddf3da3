export type FoundKind = 'zip' | 'pdf' | 'text' | 'protected_office' | 'other';

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);
/** A header may have something before it: PDF readers look at the first 1,024 bytes (ISO 32000-1, annex H.3). */
const PDF_WITHIN = 1_024;
/** What a plain text never begins with: pictures, sound, RTF, PostScript, other archives. */
const OTHERS: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x49, 0x46, 0x46],
  [0x7b, 0x5c, 0x72, 0x74, 0x66],
  [0x25, 0x21, 0x50, 0x53],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
];

/** What a file is, by its bytes: its name is whatever somebody called it. */
export function kindOf(bytes: Uint8Array): FoundKind {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'zip';
  // Compound files: Word before 2007, and every protected file of Office since (MS-OFFCRYPTO 2.1).
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return holds(bytes, utf16('EncryptedPackage')) ? 'protected_office' : 'other';
  }
  if (holds(bytes.subarray(0, PDF_WITHIN), ascii('%PDF-'))) return 'pdf';
  if (OTHERS.some((magic) => startsWith(bytes, ...magic))) return 'other';
  return 'text';
}

const ascii = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

function holds(bytes: Uint8Array, sought: Buffer): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(sought);
}
