import { focusRow } from './row-cursor.ts';

let left: string | undefined;
const filters = new Map<string, string>();

/** A statement was left: the board, when it is next, opens at its row. */
export function leaveStatement(statementId: string): void {
  left = statementId;
}

export function forgetRow(): void {
  left = undefined;
}

/** What the board was filtered by: a way back to it leads to the same rows. */
export function rememberFilters(sessionId: string, search: string): void {
  filters.set(sessionId, search);
}

export const filtersOf = (sessionId: string): string => {
  const search = filters.get(sessionId);
  return search ? `?${search}` : '';
};

/** Only while nobody has gone anywhere else on the page meanwhile. */
export function returnToRow(): void {
  if (left === undefined) return;
  const at = document.activeElement;
  const isElsewhere = at !== null && at !== document.body && at.id !== 'main';
  if (isElsewhere || focusRow(left, 'center')) left = undefined;
}
