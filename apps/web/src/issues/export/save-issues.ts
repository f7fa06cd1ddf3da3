import { saveFile } from '../../tables/save-file.ts';
import { toCsv, toXlsx } from '../../tables/write-table.ts';
import type { ExportedIssue, ExportWords } from './exported-issue.ts';
import { issueTable } from './issue-table.ts';

export interface SaveIssues {
  readonly words: ExportWords;
  readonly format: 'docx' | 'csv' | 'xlsx';
  /** Without its ending. */
  readonly name: string;
}

export async function fileOf(
  issues: readonly ExportedIssue[],
  { words, format }: Pick<SaveIssues, 'words' | 'format'>,
): Promise<Blob> {
  if (format === 'docx') return await (await import('./issue-document.ts')).toDocx(issues, words);
  const table = issueTable(issues, words);
  return format === 'csv' ? toCsv(table) : await toXlsx(table);
}

/** Saves them as a file: `upr-recommendations-2020-11-02.docx`. */
export async function saveIssues(issues: readonly ExportedIssue[], of: SaveIssues): Promise<void> {
  const file = await fileOf(issues, of);
  saveFile(file, `${of.name}-${new Date().toISOString().slice(0, 10)}.${of.format}`);
}
