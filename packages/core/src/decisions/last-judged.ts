import type { Repositories } from '../ports/store.ts';

/** When somebody else last noted, commented or answered a question about the statement. */
export async function lastJudgedByOthers(
  { notes, comments, checklists }: Pick<Repositories, 'notes' | 'comments' | 'checklists'>,
  { statementId, userId }: { statementId: string; userId: string },
): Promise<Date | null> {
  const dates = await Promise.all([
    notes.lastByOthers(statementId, userId),
    comments.lastByOthers(statementId, userId),
    checklists.lastByOthers(statementId, userId),
  ]);
  return dates.reduce((newest, date) => (date && (!newest || date > newest) ? date : newest), null);
}
