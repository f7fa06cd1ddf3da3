import { type Actor, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { IssueSheetRecord } from '../ports/store/recommendations.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Repositories } from '../ports/store.ts';
import { found, requireSpeaker, requireStaff } from '../sessions/who-may.ts';

/** A speaker's own, or the one that the staff name. @throws Problem not_allowed | not_found */
export async function statementFor(
  rows: Pick<Repositories, 'statements'>,
  actor: Actor,
  statementId: string | null,
): Promise<StatementContext> {
  if (statementId === null) {
    return found(await rows.statements.contextOfInvitation(requireSpeaker(actor).invitationId));
  }
  requireStaff(actor);
  return found(await rows.statements.context(statementId));
}

export interface IssueSheetState {
  /** The newest; null where nothing was written yet. */
  sheet: IssueSheetRecord | null;
  /** Of the one that delegates see; null where they see none. */
  shownVersion: number | null;
}

/**
 * What a speaker set out, issue by issue.
 * @param statementId null for a speaker's own
 * @throws Problem not_allowed | not_found | statement_withdrawn
 */
export async function issueSheetOf(
  { store }: Pick<Parts, 'store'>,
  { actor, statementId }: { actor: Actor; statementId: string | null },
): Promise<IssueSheetState> {
  const { statement } = await statementFor(store, actor, statementId);
  if (statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  const [sheet, shownVersion] = await Promise.all([
    store.recommendations.sheet(statement.id),
    store.recommendations.shownVersion(statement.id),
  ]);
  return { sheet, shownVersion };
}
