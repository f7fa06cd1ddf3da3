import { Id, PROBLEM_CODES } from '@rostrum/domain';
import { z } from 'zod';
import {
  ConsentView,
  CutView,
  DecisionView,
  FloorTimeView,
  Instant,
  Milliseconds,
  OrganisationView,
  ReviewSummary,
  SessionView,
  StatementHead,
  TakeView,
} from './views.ts';

/** The page chooses its language by itself, without asking again. */
const SpeakerReview = ReviewSummary.extend({
  stateNames: z.object({ en: z.string(), fr: z.string(), es: z.string(), ar: z.string() }),
}).meta({ id: 'SpeakerReview' });

export const SpeakerComment = z
  .object({
    id: Id,
    body: z.string(),
    /** The take that it is about; null for the statement as a whole. */
    takeId: Id.nullable(),
    /** In that take's time. */
    startMs: Milliseconds.nullable(),
    endMs: Milliseconds.nullable(),
  })
  .meta({ id: 'SpeakerComment' });

export const SpeakerView = z
  .object({
    /** Names this place where several links are open in one browser: see `POST /api/v1/links/open`. */
    invitationId: Id,
    statement: StatementHead,
    session: SessionView,
    review: SpeakerReview,
    organisation: OrganisationView,
    language: z.string(),
    floor: FloorTimeView,
    deadline: z.object({
      at: Instant.nullable(),
      timeZone: z.string(),
      passed: z.boolean(),
      graceMs: Milliseconds,
    }),
    attempts: z.object({ used: z.int(), allowed: z.int() }),
    sizeLimitBytes: z.number(),
    partBytes: z.number(),
    mayBegin: z.boolean(),
    /** Why nothing can be sent now, if so. */
    mayNotBeginBecause: z.enum(PROBLEM_CODES).nullable(),
    consent: ConsentView,
    /** Newest first. */
    takes: z.array(TakeView),
    /** The last word of the coordinators that stands, if any. */
    decision: DecisionView.nullable(),
    /** What the coordinators wrote about places in a take, with that last word. */
    comments: z.array(SpeakerComment),
    /** A cut that waits for the speaker's yes. */
    question: z.object({ decisionId: Id, cut: CutView }).nullable(),
    /** Where it is shown now, so that withdrawing is understood. */
    published: z.boolean(),
    /** There is an address: a receipt can be mailed. */
    hasEmail: z.boolean(),
    devices: z.array(z.object({ openedAt: Instant, current: z.boolean() })),
    serverNow: Instant,
  })
  .meta({ id: 'SpeakerStatement' });
