import {
  ASKED_QUESTION_LENGTH,
  ASKED_QUESTION_STATES,
  Id,
  QUESTION_MOVES,
  SET_ASIDE_REASON_LENGTH,
  WRITTEN_ANSWER_LENGTH,
} from '@rostrum/domain';
import { z } from 'zod';
import { DELEGATE, defineRoutes, SPEAKER, STAFF } from './route.ts';
import { Instant, OrganisationView } from './views.ts';

const byId = z.object({ id: Id });
const State = z.enum(ASKED_QUESTION_STATES);
const words = (most: number) => z.string().trim().min(1).max(most);
const Mission = z.object({ name: z.string(), stateCode: z.string() });
/** For whoever reads one of four languages, and has no list of missions. */
const NamedMission = Mission.extend({
  names: z.object({ en: z.string(), fr: z.string(), es: z.string(), ar: z.string() }),
});

const DelegateQuestion = z
  .object({
    id: Id,
    statementId: Id,
    body: z.string(),
    /** Asked by this mission. Another's is here only once its answer is shown. */
    mine: z.boolean(),
    /** Null where the mission that asked does not want to be named. */
    mission: NamedMission.nullable(),
    /** Whether others are told who asked. */
    named: z.boolean(),
    state: State,
    askedAt: Instant,
    /** Why it was set aside: for the mission that asked. */
    reason: z.string().nullable(),
    /** Once it is shown. */
    answer: z.string().nullable(),
    shownAt: Instant.nullable(),
  })
  .meta({ id: 'DelegateQuestion' });

const DelegateQuestionsView = z
  .object({
    /** Whether this session takes questions. */
    open: z.boolean(),
    questions: z.array(DelegateQuestion),
  })
  .meta({ id: 'DelegateQuestions' });

const StaffQuestionsView = z
  .object({
    questions: z.array(
      z.object({
        id: Id,
        statementId: Id,
        organisation: OrganisationView,
        review: z.object({ id: Id, stateCode: z.string(), stateName: z.string() }),
        mission: Mission,
        named: z.boolean(),
        body: z.string(),
        state: State,
        askedAt: Instant,
        reason: z.string().nullable(),
        answer: z.string().nullable(),
        answeredAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'StaffQuestions' });

const SpeakerQuestionsView = z
  .object({
    questions: z.array(
      z.object({
        id: Id,
        body: z.string(),
        mission: NamedMission.nullable(),
        state: State,
        askedAt: Instant,
        answer: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SpeakerQuestions' });

/** What missions ask speakers in writing: nothing reaches anybody but through a coordinator. */
export const questionRoutes = defineRoutes({
  'GET /api/v1/watch/reviews/{id}/questions': {
    summary: 'Questions whose answers are shown, and those of this mission.',
    access: DELEGATE,
    params: byId,
    response: DelegateQuestionsView,
  },
  'POST /api/v1/watch/statements/{id}/questions': {
    summary:
      'Asks a speaker something about a statement that is shown. The coordinators read it first; ten an hour for each mission.',
    access: DELEGATE,
    params: byId,
    body: z.object({
      /** Made by the page: sent again, it is asked once. */
      id: Id,
      body: words(ASKED_QUESTION_LENGTH),
      /** Whether the speaker and the other missions are told which mission asks. */
      named: z.boolean(),
    }),
    response: DelegateQuestionsView,
    status: 201,
    problems: ['conflict', 'too_many_requests'],
  },
  'GET /api/v1/sessions/{id}/questions': {
    summary: 'All that missions asked in a session, oldest first.',
    access: STAFF,
    params: byId,
    response: StaffQuestionsView,
  },
  'GET /api/v1/questions/waiting': {
    summary:
      'How many questions and answers wait for a coordinator, by session; those without any are left out.',
    access: STAFF,
    response: z.object({ sessions: z.array(z.object({ sessionId: Id, count: z.int() })) }),
  },
  'POST /api/v1/questions/{id}/acts': {
    summary:
      'Passes a question on to its speaker, sets it aside with a reason for the mission that asked, or shows its answer to all delegates: the one that was read, and none that came after it.',
    access: STAFF,
    params: byId,
    body: z.discriminatedUnion('act', [
      // As it was looked at: what a colleague set aside meanwhile goes to nobody.
      z.object({ act: z.literal('pass_on'), seen: z.enum(QUESTION_MOVES.pass_on.from) }),
      z.object({ act: z.literal('set_aside'), reason: words(SET_ASIDE_REASON_LENGTH) }),
      z.object({
        act: z.literal('show'),
        /** Of the answer that was read: a speaker may write another until it is shown. */
        answeredAt: Instant,
      }),
    ]),
    response: StaffQuestionsView,
    problems: ['stale', 'statement_withdrawn'],
  },
  'GET /api/v1/speaker/questions': {
    summary: 'What the coordinators passed on to this speaker.',
    access: SPEAKER,
    response: SpeakerQuestionsView,
  },
  'POST /api/v1/speaker/questions/{id}/answer': {
    summary: 'Answers in writing; null: the speaker will not. It can be changed until it is shown.',
    access: SPEAKER,
    params: byId,
    body: z.object({ answer: words(WRITTEN_ANSWER_LENGTH).nullable() }),
    response: SpeakerQuestionsView,
    problems: ['stale', 'statement_withdrawn'],
  },
});
