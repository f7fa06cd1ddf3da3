import { saveFile } from '../../../tables/save-file.ts';
import { toCsv, toXlsx } from '../../../tables/write-table.ts';
import { boardTable, fileName, type TableOf } from './board-table.ts';

/** Saves what is shown as a file. */
export async function exportBoard(of: TableOf & { readonly format: 'csv' | 'xlsx' }): Promise<void> {
  const table = boardTable(of);
  const blob = of.format === 'csv' ? toCsv(table) : await toXlsx(table);
  saveFile(blob, fileName(of.session, new Date(), of.format));
}
