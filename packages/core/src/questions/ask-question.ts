import { type Actor, Problem, QUESTIONS_AN_HOUR } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { shownTo } from '../queries/watch-of.ts';
import { found, requireDelegate } from '../sessions/who-may.ts';
import { announceQuestion } from './announce-question.ts';
import { mailWaitingQuestions } from './mail-waiting.ts';
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
  { store, clock, events, queue }: Pick<Parts, 'store' | 'clock' | 'events' | 'queue'>,
  { actor, id, statementId, body, named }: NewQuestionOf,
): Promise<{ reviewId: string }> {
  const { missionId } = requireDelegate(actor);
  const place = found(await store.statements.context(statementId));
  const { published } = await shownTo({ store, clock }, actor, place.review.id);
  const shown = published?.items.some(
    (item) => item.kind === 'statement' && item.statementId === statementId,
  );
  return await store.transaction(async (tx) => {
    // Held, so that nothing is asked about a statement that is being erased.
    const [statement] = await tx.statements.lock([statementId]);
    found(shown && statement?.state !== 'withdrawn' ? statement : null);
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
    await mailWaitingQuestions(tx, { queue, clock });
    return { reviewId: place.review.id };
  });
}
