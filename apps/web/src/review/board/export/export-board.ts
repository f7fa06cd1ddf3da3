import { boardTable, fileName, type TableOf } from './board-table.ts';
import { toCsv, toXlsx } from './write-table.ts';

/** Saves what is shown as a file. */
export async function exportBoard(of: TableOf & { readonly format: 'csv' | 'xlsx' }): Promise<void> {
  const table = boardTable(of);
  const blob = of.format === 'csv' ? toCsv(table) : await toXlsx(table);
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(of.session, new Date(), of.format);
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken the file over by the next task.
  setTimeout(() => URL.revokeObjectURL(address));
}
