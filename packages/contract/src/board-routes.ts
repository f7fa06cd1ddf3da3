import { Id } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, STAFF } from './route.ts';
import { BoardRow, Instant, StaffId } from './views.ts';

const byId = z.object({ id: Id });
/** As many rows as are worth asking for singly; of more, the whole board is asked for. */
const ROWS_AT_ONCE = 50;
const Chosen = z.object({ statementIds: z.array(Id).min(1).max(500) });

export const LeftOut = z.object({
  statementId: Id,
  because: z.enum([
    'withdrawn',
    'nothing_owed',
    'no_attempts_left',
    'session_closed',
    'no_deadline',
    'deadline_passed',
    'no_address',
    'no_link',
    'reminded_lately',
    'not_found',
  ]),
});

/** What a coordinator does on the board. */
export const boardRoutes = defineRoutes({
  'GET /api/v1/sessions/{id}/board/rows': {
    summary: 'Some statements of the board as they stand now, by their ids with commas between.',
    access: STAFF,
    params: byId,
    query: z.object({
      ids: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(Id).min(1).max(ROWS_AT_ONCE)),
    }),
    response: z.object({
      serverNow: Instant,
      rows: z.array(z.object({ reviewId: Id, row: BoardRow })),
    }),
  },
  'GET /api/v1/colleagues': {
    summary: 'The staff by name: who may be given statements, and who was.',
    access: STAFF,
    response: z.object({
      colleagues: z.array(z.object({ id: StaffId, name: z.string(), active: z.boolean() })),
    }),
  },
  'PUT /api/v1/assignments': {
    summary: 'Gives statements to one of the staff, or to nobody.',
    access: STAFF,
    body: Chosen.extend({ userId: StaffId.nullable() }),
    response: z.object({ changed: z.int() }),
    problems: ['assignee_unavailable'],
  },
  'POST /api/v1/sessions/{id}/reminders/preview': {
    summary: 'What would be mailed to whom, and who is left out and why. Nothing is sent.',
    access: STAFF,
    params: byId,
    body: Chosen,
    response: z.object({
      mails: z.array(
        z.object({
          kind: z.enum(['reminder', 'cut_question']),
          language: z.string(),
          subject: z.string(),
          /** As the first of them gets it; the others' differs by its reference alone. */
          text: z.string(),
          statementIds: z.array(Id),
        }),
      ),
      leftOut: z.array(LeftOut),
    }),
  },
  'POST /api/v1/sessions/{id}/reminders': {
    summary: 'Reminds speakers by mail: nobody twice within a day, however often it is asked.',
    access: STAFF,
    params: byId,
    body: Chosen,
    response: z.object({ sent: z.array(Id), leftOut: z.array(LeftOut) }),
  },
});
