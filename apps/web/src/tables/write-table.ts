import Papa from 'papaparse';
import writeExcelFile from 'write-excel-file/universal';
import { neutralised } from './neutralised.ts';

/** With a byte order mark: without it Excel reads accents wrongly. */
export function toCsv(table: readonly (readonly string[])[]): Blob {
  const text = Papa.unparse(
    table.map((line) => line.map(neutralised)),
    { newline: '\r\n' },
  );
  return new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' });
}

/** What XML 1.0 cannot hold, and halves of characters. */
const NOT_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** Every cell says that it is text: none is a formula, whatever it begins with. */
export function toXlsx(table: readonly (readonly string[])[]): Promise<Blob> {
  const [head = [], ...lines] = table;
  const cell = (text: string) => ({ value: text.replace(NOT_XML, ''), type: String });
  return writeExcelFile(
    [
      head.map((text) => ({ ...cell(text), fontWeight: 'bold' as const })),
      ...lines.map((line) => line.map(cell)),
    ],
    {
      columns: head.map((_, at) => ({
        width: Math.min(60, 2 + Math.max(...table.map((line) => line[at]?.length ?? 0))),
      })),
      stickyRowsCount: 1,
    },
  ).toBlob();
}
