import { Id, isTimeZone, SCREENING_ACTS } from '@rostrum/domain';
import { z } from 'zod';
import { ProgrammeItemView } from './programme-views.ts';
import { defineRoutes, EVERYBODY, STAFF } from './route.ts';
import { Instant } from './views.ts';
import { ScreeningView } from './watch-views.ts';

const byId = z.object({ id: Id });
const TimeZone = z.string().max(64).refine(isTimeZone, 'must be the name of a time zone');

export const StaffScreeningView = z
  .object({
    screening: ScreeningView.extend({ version: z.int() }).nullable(),
    /** What is published, and so what is shown. */
    items: z.array(
      ProgrammeItemView.pick({
        position: true,
        kind: true,
        statementId: true,
        organisation: true,
        startMs: true,
        lengthMs: true,
      }),
    ),
    serverNow: Instant,
  })
  .meta({ id: 'StaffScreening' });

export const screeningRoutes = defineRoutes({
  'GET /api/v1/time': {
    summary: 'The time here, for a page to reckon by: answered at once and without looking anything up.',
    access: EVERYBODY,
    response: z.object({ serverNow: Instant }),
  },
  'GET /api/v1/reviews/{id}/screening': {
    summary: 'The screening of a programme: when it is, what was done to it, and what it shows.',
    access: STAFF,
    params: byId,
    response: StaffScreeningView,
  },
  'PUT /api/v1/reviews/{id}/screening': {
    summary:
      'Plans the hour at which everybody sees the programme together, or moves it. Until it is over the programme is shown in it alone.',
    access: STAFF,
    params: byId,
    body: z.object({
      startsAt: Instant,
      timeZone: TimeZone,
      /** Of the one that was looked at; null where there was none, or the last one is over. */
      version: z.int().nonnegative().nullable(),
    }),
    response: StaffScreeningView,
    problems: ['stale', 'instant_passed', 'screening_begun'],
  },
  'POST /api/v1/reviews/{id}/screening/cancel': {
    summary: 'Calls it off, or breaks it off: from then on the programme can be watched at any time.',
    access: STAFF,
    params: byId,
    body: z.object({ version: z.int().nonnegative() }),
    response: StaffScreeningView,
    problems: ['stale', 'screening_over'],
  },
  'POST /api/v1/reviews/{id}/screening/acts': {
    summary:
      'Holds, resumes, skips, restarts or ends it for everybody, three seconds later, so that every page does it in the same moment.',
    access: STAFF,
    params: byId,
    body: z.discriminatedUnion('act', [
      z.object({ act: z.literal('skip'), statementId: Id, version: z.int().nonnegative() }),
      z.object({ act: z.enum(SCREENING_ACTS).exclude(['skip']), version: z.int().nonnegative() }),
    ]),
    response: StaffScreeningView,
    problems: ['stale', 'screening_waiting', 'screening_over', 'programme_empty'],
  },
});
