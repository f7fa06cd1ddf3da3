import type { ImportColumn } from '@rostrum/domain';

/** What people call the columns, in English and French, without accents and signs. */
const CALLED: Readonly<Record<ImportColumn, readonly string[]>> = {
  state: ['state', 'state under review', 'sur', 'country', 'code', 'iso', 'etat', 'etat examine', 'pays'],
  organisation: ['organisation', 'organization', 'name', 'nom', 'nom de l organisation'],
  kind: ['kind', 'type', 'category', 'categorie', 'genre'],
  status: [
    'nhri status',
    'status',
    'accreditation',
    'statut',
    'statut indh',
    'statut de l indh',
    'statut de l institution',
  ],
  email: ['e mail', 'email', 'mail', 'e mail address', 'courriel', 'adresse electronique', 'adresse e mail'],
  language: ['language', 'langue', 'lang'],
  deadline: ['deadline', 'own deadline', 'due', 'date limite', 'echeance', 'delai'],
};

const comparable = (header: string) =>
  header
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const byName = new Map(
  Object.entries(CALLED).flatMap(([column, names]) => names.map((name) => [name, column as ImportColumn])),
);

export interface Headers {
  /** Where each column that is known stands. */
  readonly at: ReadonlyMap<ImportColumn, number>;
  /** As they were written. */
  readonly unknown: readonly string[];
  /** Named by two headers. */
  readonly double: readonly string[];
}

export function readHeaders(cells: readonly string[]): Headers {
  const at = new Map<ImportColumn, number>();
  const unknown: string[] = [];
  const double: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = byName.get(comparable(cell));
    if (column === undefined) {
      if (cell.trim() !== '') unknown.push(cell.trim());
    } else if (at.has(column)) double.push(cell.trim());
    else at.set(column, index);
  }
  return { at, unknown, double };
}
