import { type Actor, type AskedQuestionState, Problem, QUESTION_MOVES } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { AskedQuestionChange, AskedQuestionSeen } from '../ports/store/asked-questions.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { announceQuestion } from './announce-question.ts';

export type QuestionDecision =
  | { act: 'pass_on'; seen: AskedQuestionState }
  /** The mission that asked reads the reason. */
  | { act: 'set_aside'; reason: string }
  /** The answer that was read. */
  | { act: 'show'; answeredAt: Date };

const SAID = {
  pass_on: 'statement.question_passed_on',
  set_aside: 'statement.question_set_aside',
  show: 'statement.question_shown',
} as const;

/** Nothing goes further than whoever decides has seen it; what is taken back need not be read again. */
function seenBy(decision: QuestionDecision): AskedQuestionSeen {
  const states = QUESTION_MOVES[decision.act].from;
  switch (decision.act) {
    case 'pass_on':
      return { states: states.filter((state) => state === decision.seen) };
    case 'show':
      return { states, answeredAt: decision.answeredAt };
    case 'set_aside':
      return { states };
  }
}

/** A coordinator's; not a word of a question or an answer is changed. @throws Problem not_allowed | not_found | stale */
export async function decideQuestion(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, id, decision }: { actor: Actor; id: string; decision: QuestionDecision },
): Promise<{ sessionId: string }> {
  const { userId } = requireStaff(actor);
  return await store.transaction(async (tx) => {
    const question = found(await tx.askedQuestions.byId(id));
    const place = found(await tx.statements.context(question.statementId));
    const [statement] = await tx.statements.lock([question.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const { to } = QUESTION_MOVES[decision.act];
    const at = clock.now();
    const change: AskedQuestionChange = {
      state: to,
      decidedAt: at,
      decidedById: userId,
      reason: decision.act === 'set_aside' ? decision.reason : null,
      shownAt: decision.act === 'show' ? at : null,
      // Passed on again, it is asked anew.
      ...(decision.act === 'pass_on' ? { answer: null, answeredAt: null } : {}),
    };
    if (!(await tx.askedQuestions.change(id, seenBy(decision), change))) throw new Problem('stale');
    await tx.audit({
      action: SAID[decision.act],
      actor,
      subject: { kind: 'statement', id: question.statementId },
      payload: { questionId: id },
    });
    announceQuestion(tx, { events }, place, { toSpeaker: true });
    return { sessionId: place.session.id };
  });
}
