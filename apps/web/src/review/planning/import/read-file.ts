import { IMPORT_CELL_CHARACTERS, type IMPORT_COLUMNS, IMPORT_ROWS, type ImportRow } from '@rostrum/domain';
import { type Headers, readHeaders } from './columns.ts';
import { FileProblem, sheetOf } from './sheet-of.ts';

export interface ReadFile {
  readonly rows: readonly ImportRow[];
  /** Headers that mean nothing here. */
  readonly unknown: readonly string[];
}

/** @throws FileProblem */
export async function readFile(file: Blob): Promise<ReadFile> {
  return rowsOf(await sheetOf(file));
}

/** Rows are counted as a spreadsheet counts them: the headers are one, empty ones count. @throws FileProblem */
export function rowsOf(sheet: readonly (readonly string[])[]): ReadFile {
  const first = sheet.findIndex((row) => !isEmpty(row));
  const header = sheet[first];
  if (header === undefined) throw new FileProblem('empty');
  const headers = readHeaders(header);
  if (headers.double.length > 0) throw new FileProblem('columns_double', { columns: headers.double });
  if (!headers.at.has('state') || !headers.at.has('organisation')) {
    throw new FileProblem('columns_missing', {
      columns: header.slice(0, 12).map((cell) => cell.slice(0, 60)),
    });
  }
  const rows = sheet.flatMap((cells, at) =>
    at <= first || isEmpty(cells) ? [] : [rowOf(cells, at + 1, headers)],
  );
  if (rows.length === 0) throw new FileProblem('no_rows');
  if (rows.length > IMPORT_ROWS) throw new FileProblem('too_many_rows');
  return { rows, unknown: headers.unknown };
}

const isEmpty = (cells: readonly string[]) => cells.every((cell) => /^[\s,;|]*$/.test(cell));

function rowOf(cells: readonly string[], row: number, { at }: Headers): ImportRow {
  const cell = (column: (typeof IMPORT_COLUMNS)[number]) => {
    const index = at.get(column);
    return (index === undefined ? '' : (cells[index] ?? '')).slice(0, IMPORT_CELL_CHARACTERS);
  };
  return {
    row,
    state: cell('state'),
    organisation: cell('organisation'),
    kind: cell('kind'),
    status: cell('status'),
    email: cell('email'),
    language: cell('language'),
    deadline: cell('deadline'),
  };
}
