import { type Actor, SPEAKER_SEES, WAITS_FOR_STAFF } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { AskedQuestionRecord } from '../ports/store/asked-questions.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import { shownTo } from '../queries/watch-of.ts';
import { found, requireDelegate, requireSpeaker, requireStaff } from '../sessions/who-may.ts';
import { takesQuestions } from './takes-questions.ts';

type Needs = Pick<Parts, 'store'>;

export interface DelegateQuestions {
  /** Whether the session takes questions. */
  open: boolean;
  questions: (AskedQuestionRecord & { mine: boolean })[];
}

/** What is shown to everybody, and all that this mission asked, of the statements that are shown. */
export async function delegateQuestionsOf(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, reviewId }: { actor: Actor; reviewId: string },
): Promise<DelegateQuestions> {
  const { missionId } = requireDelegate(actor);
  const { review, published } = await shownTo({ store, clock }, actor, reviewId);
  const [session, questions] = await Promise.all([
    store.reviews.session(review.sessionId),
    published === null ? [] : store.askedQuestions.ofReview(reviewId),
  ]);
  const items = published?.items.filter(({ kind }) => kind === 'statement') ?? [];
  const shown = new Set(items.map(({ statementId }) => statementId));
  return {
    open: shown.size > 0 && takesQuestions(found(session)),
    questions: questions
      .map((question) => ({ ...question, mine: question.missionId === missionId }))
      .filter(({ statementId, mine, state }) => shown.has(statementId) && (mine || state === 'shown')),
  };
}

/** @throws Problem not_allowed | not_found */
export async function staffQuestionsOf(
  { store }: Needs,
  { actor, sessionId }: { actor: Actor; sessionId: string },
): Promise<{ question: AskedQuestionRecord; place: PlacedStatement }[]> {
  requireStaff(actor);
  found(await store.reviews.session(sessionId));
  const [questions, placed] = await Promise.all([
    store.askedQuestions.ofSession(sessionId),
    store.statements.ofSession(sessionId),
  ]);
  const places = new Map(placed.map((place) => [place.statement.id, place]));
  return questions.flatMap((question) => {
    const place = places.get(question.statementId);
    return place === undefined ? [] : [{ question, place }];
  });
}

/** What a coordinator is to read, as figures. @throws Problem not_allowed */
export async function waitingQuestionsOf(
  { store }: Needs,
  { actor }: { actor: Actor },
): Promise<{ sessionId: string; count: number }[]> {
  requireStaff(actor);
  return await store.askedQuestions.countsIn(WAITS_FOR_STAFF);
}

/** What was passed on to this speaker. @throws Problem not_allowed | not_found */
export async function speakerQuestionsOf(
  { store }: Needs,
  { actor }: { actor: Actor },
): Promise<AskedQuestionRecord[]> {
  const { invitationId } = requireSpeaker(actor);
  const { statement } = found(await store.statements.contextOfInvitation(invitationId));
  const questions = await store.askedQuestions.ofStatement(statement.id);
  return questions.filter(({ state }) => SPEAKER_SEES.includes(state));
}
