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

export const SpeakerView = z
  .object({
    statement: StatementHead,
    session: SessionView,
    review: ReviewSummary,
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
