import { Problem } from '@rostrum/domain';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Repositories } from '../ports/store.ts';
import type { SpeakerActor, StaffActor } from '../takes/own-take.ts';

/** Whose text: a speaker's own, or that of a statement which the staff name. */
export type WhoseText = { actor: SpeakerActor } | { actor: StaffActor; statementId: string };

/** @throws Problem not_found | statement_withdrawn */
export async function statementOf(
  rows: Pick<Repositories, 'statements'>,
  whose: WhoseText,
): Promise<StatementContext> {
  const context =
    'statementId' in whose
      ? await rows.statements.context(whose.statementId)
      : await rows.statements.contextOfInvitation(whose.actor.invitationId);
  if (context === null) throw new Problem('not_found');
  if (context.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  return context;
}
