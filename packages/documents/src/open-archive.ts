import { unzipSync } from 'fflate';
import { DocumentRefusal } from './refusal.ts';

/** The main part of a book of a thousand pages has some ten megabytes. */
const PART_BYTES = 24 * 1024 * 1024;
const MOST_ENTRIES = 5_000;

/**
 * Takes the named parts of a zip archive, and nothing else of it. A part is never unpacked beyond what its entry says,
 * and one that says too much is not unpacked at all.
 * @throws DocumentRefusal document_too_heavy | document_unreadable
 */
export function partsOf(bytes: Uint8Array, isWanted: (name: string) => boolean): Map<string, Uint8Array> {
  let entries = 0;
  let refusal: DocumentRefusal | null = null;
  const refuse = (because: 'document_too_heavy' | 'document_unreadable') => {
    refusal ??= new DocumentRefusal(because);
    return false;
  };
  try {
    const found = unzipSync(bytes, {
      filter({ name, originalSize, compression }) {
        entries += 1;
        if (entries > MOST_ENTRIES) return refuse('document_too_heavy');
        if (refusal !== null || !isWanted(name)) return false;
        if (originalSize > PART_BYTES) return refuse('document_too_heavy');
        return compression === 0 || compression === 8 || refuse('document_unreadable');
      },
    });
    if (refusal !== null) throw refusal;
    return new Map(Object.entries(found));
  } catch (error) {
    if (error instanceof DocumentRefusal) throw error;
    throw new DocumentRefusal('document_unreadable', { cause: error });
  }
}

/** General purpose flag, bit 0 of the first entry: encrypted by the archive itself (APPNOTE 6.3, 4.4.4). */
export const isLocked = (bytes: Uint8Array): boolean => ((bytes[6] ?? 0) & 1) === 1;
