import { type Actor, Problem, type StatementState } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireSpeaker } from '../sessions/who-may.ts';
import { announceStatement } from './announce-statement.ts';

/**
 * The speaker's yes or no to a cut that the staff made. Without an answer nothing is published.
 * @throws Problem not_allowed | not_found | statement_withdrawn | nothing_to_answer
 */
export async function answerDecision(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  {
    actor,
    decisionId,
    answer,
    note,
  }: {
    actor: Actor;
    decisionId: string;
    answer: 'yes' | 'no';
    note?: string | undefined;
  },
): Promise<{ state: StatementState }> {
  const speaker = requireSpeaker(actor);
  const now = clock.now();
  return await store.transaction(async (tx) => {
    const decision = found(await tx.decisions.byId(decisionId));
    const place = found(await tx.statements.context(decision.statementId));
    if (place.invitation.id !== speaker.invitationId) throw new Problem('not_found');
    const [statement] = await tx.statements.lock([decision.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const [newest] = await tx.decisions.standing([decision.statementId]);
    const open = statement?.state === 'awaiting_speaker' && newest?.id === decisionId && newest.needsYes;
    if (!open) throw new Problem('nothing_to_answer');
    if (!(await tx.decisions.answer(decisionId, answer, note?.trim() || null, now))) {
      throw new Problem('nothing_to_answer');
    }
    const to = answer === 'yes' ? 'approved' : 'in_review';
    const moved = await tx.move('statement', {
      id: decision.statementId,
      from: 'awaiting_speaker',
      to,
      actor,
      reason: `answered_${answer}`,
    });
    if (moved === 'lost') throw new Problem('nothing_to_answer');
    announceStatement(tx, { events }, place);
    return { state: to };
  });
}
