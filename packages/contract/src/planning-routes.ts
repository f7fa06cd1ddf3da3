import {
  Id,
  IMPORT_CELL_CHARACTERS,
  IMPORT_FAULTS,
  IMPORT_ROWS,
  isTimeZone,
  STATEMENT_STATES,
} from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, STAFF } from './route.ts';
import {
  Instant,
  Milliseconds,
  OrganisationView,
  ReviewSummary,
  SessionView,
  StaffSessionView,
  StatementDetail,
} from './views.ts';

const byId = z.object({ id: Id });
const DAY_MS = 86_400_000;

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

const SlotMs = z.int().min(60_000).max(DAY_MS);
export const SpeakerLanguageField = z.enum(['en', 'fr', 'es', 'ar']);

const organisation = {
  name: z.string().trim().min(1).max(300),
  kind: z.enum(['cso', 'nhri', 'state']),
  nhriStatus: z.enum(['A', 'B']).nullable(),
};
export const OrganisationFields = z.object({
  ...organisation,
  nhriStatus: organisation.nhriStatus.default(null),
});

const ReviewPlace = z.object({ slotMs: SlotMs.optional(), presessionAt: Instant.nullable().optional() });

const PlannedReviewView = z
  .object({
    review: ReviewSummary,
    expectedSpeakers: z.int().nullable(),
    /** Set by a coordinator in place of the rule. */
    floorTimeSet: z.boolean(),
    invitations: z.int(),
  })
  .meta({ id: 'PlannedReview' });

const InvitationPlace = z.object({
  organisation: z.object(organisation).partial().optional(),
  language: SpeakerLanguageField.optional(),
  deadlineAt: Instant.nullable().optional(),
});

const PlannedInvitationView = z
  .object({
    id: Id,
    statementId: Id,
    organisation: OrganisationView,
    email: z.string().nullable(),
    language: z.string(),
    /** False: English until the link is opened, then the language of that browser. */
    languageChosen: z.boolean(),
    /** Its own; null where the session's counts. */
    deadlineAt: Instant.nullable(),
    floorTimeMs: Milliseconds.nullable(),
    state: z.enum(STATEMENT_STATES),
    /** Good now. */
    links: z.int(),
    opened: z.boolean(),
    /** The newest mail that carried its link. */
    linkMail: z.object({ state: z.enum(['waiting', 'sent', 'failed']), at: Instant }).nullable(),
    /** Nobody opened it and nothing hangs on it. */
    removable: z.boolean(),
  })
  .meta({ id: 'PlannedInvitation' });

const cell = z.string().max(IMPORT_CELL_CHARACTERS).default('');
const ImportRowFields = z.object({
  /** As its file counts: faults are told by it. */
  row: z.int().min(1).max(1_000_000),
  state: cell,
  organisation: cell,
  kind: cell,
  status: cell,
  email: cell,
  language: cell,
  deadline: cell,
});

/** What a secretariat sets up: sessions, missions, addresses. */
export const planningRoutes = defineRoutes({
  'POST /api/v1/sessions': {
    summary: 'Adds a session.',
    access: STAFF,
    body: SessionFields.extend({
      /** Settings that are not named, and the closed questions, are those of this session. */
      copyOf: Id.optional(),
    }),
    response: StaffSessionView,
    status: 201,
    problems: ['conflict'],
  },
  'PATCH /api/v1/sessions/{id}': {
    summary: 'Changes a session; what is not named stays as it is.',
    access: STAFF,
    params: byId,
    body: SessionFields.partial().extend({
      /** What is changed, as it was looked at: where it is neither that nor what is asked for, nothing is changed. */
      seen: SessionFields.partial().optional(),
    }),
    response: StaffSessionView,
    problems: ['conflict', 'stale'],
  },
  'POST /api/v1/missions': {
    summary: 'Adds a Permanent Mission.',
    access: STAFF,
    body: z.object({
      stateCode: z.string().regex(/^[A-Z]{3}$/),
      /** "Permanent Mission of …" where it is left out. */
      name: z.string().trim().min(1).max(300).optional(),
    }),
    response: z.object({ id: Id }),
    status: 201,
    problems: ['conflict'],
  },
  'GET /api/v1/sessions/{id}/plan': {
    summary: 'A session and its States under Review, with how many are invited.',
    access: STAFF,
    params: byId,
    response: z.object({ session: StaffSessionView, reviews: z.array(PlannedReviewView) }),
  },
  'PUT /api/v1/sessions/{id}/reviews/order': {
    summary: 'The order in which the States of a session are held: all of them.',
    access: STAFF,
    params: byId,
    body: z.object({ reviewIds: z.array(Id).max(300) }),
    problems: ['stale'],
  },
  'PATCH /api/v1/reviews/{id}': {
    summary: "A SuR's hour and its slot; what is not named stays as it is.",
    access: STAFF,
    params: byId,
    body: ReviewPlace.extend({ seen: ReviewPlace.optional() }),
    problems: ['stale'],
  },
  'DELETE /api/v1/reviews/{id}': {
    summary: 'Takes a State out of a session, while nobody is invited to it.',
    access: STAFF,
    params: byId,
    problems: ['conflict'],
  },
  'GET /api/v1/reviews/{id}/invitations': {
    summary: 'Who is invited to a pre-session, and what became of their links.',
    access: STAFF,
    params: byId,
    response: z.object({
      session: SessionView,
      review: PlannedReviewView,
      invitations: z.array(PlannedInvitationView),
    }),
  },
  'PATCH /api/v1/invitations/{id}': {
    summary: 'Corrects an invitation; what is not named stays as it is.',
    access: STAFF,
    params: byId,
    body: InvitationPlace.extend({ seen: InvitationPlace.optional() }),
    problems: ['conflict', 'statement_withdrawn', 'stale'],
  },
  'DELETE /api/v1/invitations/{id}': {
    summary: 'Takes an invitation away, while nobody opened it and nothing hangs on it.',
    access: STAFF,
    params: byId,
    problems: ['conflict'],
  },
  'POST /api/v1/sessions/{id}/invitations/import': {
    summary: 'Invites many at once: all rows or, where any has a fault, none. Twice is once.',
    access: STAFF,
    params: byId,
    bodyLimitBytes: 16 * 1024 ** 2,
    body: z.object({
      rows: z.array(ImportRowFields).min(1).max(IMPORT_ROWS),
      /** Looks and writes nothing. */
      dryRun: z.boolean().default(true),
      /** Links go out by mail where there is an address, and are not returned then. */
      mail: z.boolean().default(false),
    }),
    response: z.object({
      written: z.boolean(),
      rows: z.array(
        z.object({
          row: z.int(),
          outcome: z.enum(['new', 'already', 'fault']),
          faults: z.array(z.enum(IMPORT_FAULTS)),
          stateCode: z.string().nullable(),
          organisation: OrganisationView.omit({ id: true }),
          email: z.string().nullable(),
          language: z.string(),
          deadlineAt: Instant.nullable(),
          /** Shown once; kept hashed. */
          link: z.string().nullable(),
          mailed: z.boolean(),
        }),
      ),
    }),
  },
  'PUT /api/v1/invitations/{id}/contact': {
    summary: 'The address that an invitation is written to, or none.',
    access: STAFF,
    params: byId,
    body: z.object({
      email: z.email().nullable(),
      seen: z.object({ email: z.string().max(320).nullable().optional() }).optional(),
    }),
    problems: ['statement_withdrawn', 'stale'],
  },
  'POST /api/v1/statements/{id}/withdraw': {
    summary: 'Takes a statement back for its speaker, finally: it is withdrawn from view and erased.',
    access: STAFF,
    params: byId,
    body: z.object({ reason: z.enum(['speaker_asked']) }),
    response: StatementDetail,
  },
});
