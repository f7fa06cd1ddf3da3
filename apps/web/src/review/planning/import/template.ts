import { IMPORT_EXAMPLE, type ImportColumn } from '@rostrum/domain';

/** What a template's only row shows; it is known again where it is left in the file. */
export function templateRows(
  headers: Readonly<Record<ImportColumn, string>>,
  example: { state: string; kind: string },
): string[][] {
  const order: readonly ImportColumn[] = [
    'state',
    'organisation',
    'kind',
    'status',
    'email',
    'language',
    'deadline',
  ];
  const row: Readonly<Record<ImportColumn, string>> = {
    ...example,
    ...IMPORT_EXAMPLE,
    status: '',
    language: 'en',
    deadline: '',
  };
  return [order.map((column) => headers[column]), order.map((column) => row[column])];
}

export async function excelBlob(rows: readonly (readonly string[])[]): Promise<Blob> {
  // The variant that starts no workers from blobs: the page's security policy allows none.
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  return writeExcelFile(
    rows.map((row, at) =>
      row.map((value) => ({ value, type: String, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) })),
    ),
    { columns: rows[0]?.map(() => ({ width: 26 })) ?? [] },
  ).toBlob();
}
