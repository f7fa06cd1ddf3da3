/** More rows than any round ever had (about 800 presentations in eleven years): a file of more is another file. */
export const IMPORT_ROWS = 2000;
export const IMPORT_CELL_CHARACTERS = 2000;

/** A row of a file of invitations, as text and nothing else: a formula is text, too. */
export const IMPORT_COLUMNS = [
  'state',
  'organisation',
  'kind',
  'status',
  'email',
  'language',
  'deadline',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
export type ImportRow = { row: number } & Record<ImportColumn, string>;

/** What the template's only row holds: whoever leaves it there invites nobody by it. */
export const IMPORT_EXAMPLE = { organisation: '(Organisation)', email: 'name@example.org' } as const;

export const IMPORT_FAULTS = [
  'state_missing',
  'state_unknown',
  'state_not_in_session',
  'organisation_missing',
  'organisation_too_long',
  'example_row',
  'kind_unknown',
  'status_unknown',
  'status_not_nhri',
  'email_wrong',
  'language_unknown',
  'deadline_wrong',
  'deadline_past',
  'duplicate_in_file',
] as const;
export type ImportFault = (typeof IMPORT_FAULTS)[number];
