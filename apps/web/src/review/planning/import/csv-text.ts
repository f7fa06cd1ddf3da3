import { neutralised } from '../../../tables/neutralised.ts';

/**
 * RFC 4180 with a byte order mark, which spreadsheets need to see UTF-8. What a spreadsheet would take for a formula
 * has an apostrophe before it.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${neutralised(text).replaceAll('"', '""')}"`;
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

export function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
