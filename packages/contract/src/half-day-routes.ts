import { HALVES, Id, SCREENING_PHASES } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, STAFF } from './route.ts';
import { Instant, Milliseconds, ReviewSummary, SessionView } from './views.ts';
import { QuestionBlockView } from './watch-views.ts';

const byId = z.object({ id: Id });

export const PlannedHoursView = z
  .object({
    session: SessionView,
    /** In the order in which they are held. */
    reviews: z.array(
      z.object({
        review: ReviewSummary.pick({
          id: true,
          stateCode: true,
          stateName: true,
          presessionAt: true,
          slotMs: true,
        }),
        /** Of what is published, cards included; null where nothing is. */
        lengthMs: Milliseconds.nullable(),
        screening: z
          .object({ startsAt: Instant, version: z.int(), phase: z.enum(SCREENING_PHASES) })
          .nullable(),
      }),
    ),
    questions: z.array(QuestionBlockView),
    /** Of all hours: to be named by whoever changes them. */
    mark: z.string(),
    serverNow: Instant,
  })
  .meta({ id: 'PlannedHours' });

/** Which States run one after the other in a morning or an afternoon, and when they are asked together. */
export const halfDayRoutes = defineRoutes({
  'GET /api/v1/sessions/{id}/hours': {
    summary: 'What runs when in a session: hours, screenings, joint questions.',
    access: STAFF,
    params: byId,
    response: PlannedHoursView,
  },
  'PUT /api/v1/sessions/{id}/hours': {
    summary:
      'Plans one half-day. A screening that waits moves with its State; who ran in it and is not named has no hour any more.',
    access: STAFF,
    params: byId,
    body: z.object({
      /** By the clocks of the session's place. */
      day: z.iso.date(),
      half: z.enum(HALVES),
      mark: z.string().max(64),
      slots: z
        .array(
          z.object({
            reviewId: Id,
            startsAt: Instant,
            /** Of the screening that was looked at; null where there is none. */
            version: z.int().nullable(),
            /** To be shown to everybody at that hour: a screening is planned where none waits. */
            screening: z.boolean(),
          }),
        )
        .max(50),
      questions: QuestionBlockView.nullable(),
    }),
    response: PlannedHoursView,
    problems: ['stale', 'conflict', 'screening_begun', 'instant_passed'],
  },
});
