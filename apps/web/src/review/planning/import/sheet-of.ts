import { unpackedBytes } from './unpacked-bytes.ts';

/** A file of two thousand rows has a few hundred kilobytes. */
export const FILE_BYTES = 5 * 1024 ** 2;
const UNPACKED_BYTES = 48 * 1024 ** 2;

export type FileFault =
  | 'empty'
  | 'too_large'
  | 'not_a_table'
  | 'old_excel'
  | 'unreadable'
  | 'swollen'
  | 'no_rows'
  | 'too_many_rows'
  | 'columns_missing'
  | 'columns_double';

export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly fault: FileFault;
  /** Column names, as the file writes them. */
  readonly columns: readonly string[];

  constructor(
    fault: FileFault,
    { columns = [], cause }: { columns?: readonly string[]; cause?: unknown } = {},
  ) {
    super(fault, { cause });
    this.fault = fault;
    this.columns = columns;
  }
}

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);

/** The cells of a CSV or of an .xlsx file's first sheet, as text. What it is, its bytes decide. @throws FileProblem */
export async function sheetOf(file: Blob): Promise<string[][]> {
  if (file.size === 0) throw new FileProblem('empty');
  if (file.size > FILE_BYTES) throw new FileProblem('too_large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return excelSheet(bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new FileProblem('old_excel');
  return csvSheet(bytes);
}

async function excelSheet(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  const unpacked = unpackedBytes(bytes);
  if (unpacked === null) throw new FileProblem('unreadable');
  if (unpacked > UNPACKED_BYTES) throw new FileProblem('swollen');
  // The variant that starts no workers from blobs: the page's security policy allows none.
  const { readSheet } = await import('read-excel-file/web-worker');
  try {
    const rows = await readSheet(bytes.buffer);
    return rows.map((row) => row.map(textOf));
  } catch (cause) {
    throw new FileProblem('unreadable', { cause });
  }
}

/** Dates are wall clocks that are kept as if they were of UTC. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  if (Number.isNaN(cell.getTime())) return '';
  const text = cell.toISOString().slice(0, 16);
  return text.endsWith('T00:00') ? text.slice(0, 10) : text.replace('T', ' ');
}

async function csvSheet(bytes: Uint8Array): Promise<string[][]> {
  const text = textOfBytes(bytes);
  if (text === null || text.startsWith('%PDF')) throw new FileProblem('not_a_table');
  const { default: Papa } = await import('papaparse');
  // Guessed without the empty lines, which would count as lines of one column; read with them, which count as rows.
  const guessed = Papa.parse<string[]>(text, {
    delimitersToGuess: [',', ';', '\t', '|'],
    skipEmptyLines: 'greedy',
    preview: 10,
  });
  return Papa.parse<string[]>(text, { delimiter: guessed.meta.delimiter, skipEmptyLines: false }).data;
}

/** By its byte order mark, else UTF-8, else what a spreadsheet in Western Europe writes; null for what is no text. */
function textOfBytes(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    // Controls that no text has: a picture, a program, a font.
    return /[^\P{Cc}\t\r\n\f\v]/u.test(text) ? null : text;
  }
}
