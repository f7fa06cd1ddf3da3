import {
  type AskedQuestionRecord,
  answerAsked,
  askQuestion,
  decideQuestion,
  delegateQuestionsOf,
  speakerQuestionsOf,
  staffQuestionsOf,
  waitingQuestionsOf,
} from '@rostrum/core';
import type { Actor } from '@rostrum/domain';
import { missionNamesOf } from '@rostrum/domain/state-names';
import type { HandlersOf } from '../http/handler.ts';
import { instant, organisationView } from '../views/common.ts';
import type { HandlerDeps } from './handler-deps.ts';

type QuestionRoute =
  | 'GET /api/v1/watch/reviews/{id}/questions'
  | 'POST /api/v1/watch/statements/{id}/questions'
  | 'GET /api/v1/sessions/{id}/questions'
  | 'GET /api/v1/questions/waiting'
  | 'POST /api/v1/questions/{id}/acts'
  | 'GET /api/v1/speaker/questions'
  | 'POST /api/v1/speaker/questions/{id}/answer';

export function questionHandlers({ parts }: HandlerDeps): HandlersOf<QuestionRoute> {
  const ofReview = async (actor: Actor, reviewId: string) => {
    const { open, questions } = await delegateQuestionsOf(parts, { actor, reviewId });
    return { open, questions: questions.map(delegateView) };
  };
  const ofSession = async (actor: Actor, sessionId: string) => {
    const [asked, reviews] = await Promise.all([
      staffQuestionsOf(parts, { actor, sessionId }),
      parts.store.reviews.ofSession(sessionId),
    ]);
    return {
      questions: asked.flatMap(({ question, place: { organisation, invitation } }) => {
        const review = reviews.find(({ id }) => id === invitation.reviewId);
        if (review === undefined) return [];
        const { id, stateCode, stateName } = review;
        return [
          {
            id: question.id,
            statementId: question.statementId,
            organisation: organisationView(organisation),
            review: { id, stateCode, stateName },
            mission: missionOf(question),
            named: question.named,
            body: question.body,
            state: question.state,
            askedAt: instant(question.askedAt),
            reason: question.reason,
            answer: question.answer,
            answeredAt: instant(question.answeredAt),
          },
        ];
      }),
    };
  };
  const ofSpeaker = async (actor: Actor) => ({
    questions: (await speakerQuestionsOf(parts, { actor })).map((question) => ({
      id: question.id,
      body: question.body,
      mission: question.named ? namedMissionOf(question) : null,
      state: question.state,
      askedAt: instant(question.askedAt),
      answer: question.answer,
    })),
  });

  return {
    'GET /api/v1/watch/reviews/{id}/questions': ({ params }, { actor }) => ofReview(actor, params.id),

    'POST /api/v1/watch/statements/{id}/questions': async ({ params, body }, { actor }) => {
      const { reviewId } = await askQuestion(parts, { ...body, actor, statementId: params.id });
      return await ofReview(actor, reviewId);
    },

    'GET /api/v1/sessions/{id}/questions': ({ params }, { actor }) => ofSession(actor, params.id),

    'GET /api/v1/questions/waiting': async (_input, { actor }) => ({
      sessions: await waitingQuestionsOf(parts, { actor }),
    }),

    'POST /api/v1/questions/{id}/acts': async ({ params, body }, { actor }) => {
      const decision = body.act === 'show' ? { act: body.act, answeredAt: new Date(body.answeredAt) } : body;
      const { sessionId } = await decideQuestion(parts, { actor, id: params.id, decision });
      return await ofSession(actor, sessionId);
    },

    'GET /api/v1/speaker/questions': (_input, { actor }) => ofSpeaker(actor),

    'POST /api/v1/speaker/questions/{id}/answer': async ({ params, body }, { actor }) => {
      await answerAsked(parts, { actor, id: params.id, answer: body.answer });
      return await ofSpeaker(actor);
    },
  };
}

function missionOf({ missionName, missionCode }: AskedQuestionRecord) {
  return { name: missionName, stateCode: missionCode };
}

function namedMissionOf(question: AskedQuestionRecord) {
  const mission = missionOf(question);
  return { ...mission, names: missionNamesOf(mission) };
}

function delegateView(question: AskedQuestionRecord & { mine: boolean }) {
  const { id, statementId, body, mine, named, state, askedAt, shownAt } = question;
  return {
    id,
    statementId,
    body,
    mine,
    mission: mine || named ? namedMissionOf(question) : null,
    named,
    state,
    askedAt: instant(askedAt),
    reason: mine ? question.reason : null,
    // Nobody reads an answer before a coordinator has shown it.
    answer: state === 'shown' ? question.answer : null,
    shownAt: instant(shownAt),
  };
}
