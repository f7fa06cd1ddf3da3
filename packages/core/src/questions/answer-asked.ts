import { type Actor, Problem, QUESTION_MOVES, SPEAKER_SEES } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireSpeaker } from '../sessions/who-may.ts';
import { announceQuestion } from './announce-question.ts';
import { mailWaitingQuestions } from './mail-waiting.ts';

export interface AskedAnswer {
  actor: Actor;
  id: string;
  /** Null: the speaker will not answer, and need not say why. */
  answer: string | null;
}

/** @throws Problem not_allowed | not_found | stale | statement_withdrawn */
export async function answerAsked(
  { store, clock, events, queue }: Pick<Parts, 'store' | 'clock' | 'events' | 'queue'>,
  { actor, id, answer }: AskedAnswer,
): Promise<void> {
  const { invitationId } = requireSpeaker(actor);
  await store.transaction(async (tx) => {
    const place = found(await tx.statements.contextOfInvitation(invitationId));
    const question = found(await tx.askedQuestions.byId(id));
    // Another's, or one that was not passed on, is not there.
    const own = question.statementId === place.statement.id && SPEAKER_SEES.includes(question.state);
    found(own ? question : null);
    const [statement] = await tx.statements.lock([place.statement.id]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const { from, to } = QUESTION_MOVES[answer === null ? 'decline' : 'answer'];
    const change = { state: to, answer, answeredAt: clock.now() };
    if (!(await tx.askedQuestions.change(id, { states: from }, change))) throw new Problem('stale');
    await tx.audit({
      action: answer === null ? 'statement.question_declined' : 'statement.question_answered',
      actor,
      subject: { kind: 'statement', id: place.statement.id },
      payload: { questionId: id },
    });
    announceQuestion(tx, { events }, place);
    if (to === 'answered') await mailWaitingQuestions(tx, { queue, clock });
  });
}
