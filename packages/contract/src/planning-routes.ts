import { Id } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, STAFF } from './route.ts';
import { Instant, Milliseconds, StaffSessionView, StatementDetail } from './views.ts';

const byId = z.object({ id: Id });
const DAY_MS = 86_400_000;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const SessionFields = z.object({
  number: z.int().min(1).max(100_000),
  format: z.enum(['in_person', 'virtual']),
  venue: z.string().trim().min(1).max(300).nullable().optional(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  datesProvisional: z.boolean().optional(),
  /** IANA name; Europe/Zurich unless said. */
  timeZone: z.string().max(64).refine(isTimeZone, 'must be the name of a time zone').optional(),
  acceptsUploads: z.boolean().optional(),
  uploadDeadlineAt: Instant.nullable().optional(),
  graceMs: Milliseconds.max(7 * DAY_MS).optional(),
  toleranceMs: Milliseconds.max(3_600_000).optional(),
  minimumShare: z.number().min(0).max(1).optional(),
  sizeLimitBytes: z
    .int()
    .min(1024 ** 2)
    .max(100 * 1024 ** 3)
    .optional(),
  takesPerInvitation: z.int().min(1).max(1000).optional(),
});

export const ExpectedSpeakers = z.int().min(0).max(1000).nullable();

/** What a secretariat sets up: sessions, missions, addresses. */
export const planningRoutes = defineRoutes({
  'POST /api/v1/sessions': {
    summary: 'Adds a session.',
    access: STAFF,
    body: SessionFields,
    response: StaffSessionView,
    status: 201,
    problems: ['conflict'],
  },
  'PATCH /api/v1/sessions/{id}': {
    summary: 'Changes a session; what is not named stays as it is.',
    access: STAFF,
    params: byId,
    body: SessionFields.partial(),
    response: StaffSessionView,
    problems: ['conflict'],
  },
  'POST /api/v1/missions': {
    summary: 'Adds a Permanent Mission.',
    access: STAFF,
    body: z.object({
      stateCode: z.string().regex(/^[A-Z]{3}$/),
      name: z.string().trim().min(1).max(300),
    }),
    response: z.object({ id: Id }),
    status: 201,
    problems: ['conflict'],
  },
  'PUT /api/v1/invitations/{id}/contact': {
    summary: 'The address that an invitation is written to, or none.',
    access: STAFF,
    params: byId,
    body: z.object({ email: z.email().nullable() }),
    problems: ['statement_withdrawn'],
  },
  'POST /api/v1/statements/{id}/withdraw': {
    summary: 'Takes a statement back for its speaker, finally: it is withdrawn from view and erased.',
    access: STAFF,
    params: byId,
    body: z.object({ reason: z.enum(['speaker_asked']) }),
    response: StatementDetail,
  },
});
