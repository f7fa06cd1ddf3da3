import { type Actor, Problem, QUESTIONS_AN_HOUR } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireDelegate } from '../sessions/who-may.ts';
import { announceQuestion } from './announce-question.ts';
import { takesQuestions } from './takes-questions.ts';

const HOUR_MS = 60 * 60_000;

export interface NewQuestionOf {
  actor: Actor;
  /** Made by the page: sent twice, it is asked once. */
  id: string;
  statementId: string;
  body: string;
  named: boolean;
}

/**
 * A mission asks about a statement that it is shown. Nobody but the coordinators reads it until they pass it on.
 * @throws Problem not_allowed | not_found | conflict | too_many_requests
 */
export async function askQuestion(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, id, statementId, body, named }: NewQuestionOf,
): Promise<{ reviewId: string }> {
  const { sessionId, missionId } = requireDelegate(actor);
  return await store.transaction(async (tx) => {
    const place = found(await tx.statements.context(statementId));
    // Held, so that nothing is asked about a statement that is being erased.
    const [statement] = await tx.statements.lock([statementId]);
    const shown = await tx.programmes.publishedPlaces([statementId]);
    const own = place.session.id === sessionId && statement?.state !== 'withdrawn' && shown.length > 0;
    found(own ? statement : null);
    const known = await tx.askedQuestions.byId(id);
    if (known !== null) {
      if (known.missionId !== missionId || known.statementId !== statementId) throw new Problem('conflict');
      return { reviewId: place.review.id };
    }
    const askedAt = clock.now();
    if (!takesQuestions(place.session)) throw new Problem('conflict');
    const lately = await tx.askedQuestions.countSince(missionId, new Date(askedAt.getTime() - HOUR_MS));
    if (lately >= QUESTIONS_AN_HOUR) throw new Problem('too_many_requests');
    await tx.askedQuestions.add({ id, statementId, missionId, named, body, askedAt });
    await tx.audit({
      action: 'statement.question_asked',
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { questionId: id },
    });
    announceQuestion(tx, { events }, place);
    return { reviewId: place.review.id };
  });
}
