import { Edit, Id } from '@rostrum/domain';
import { z } from 'zod';
import { ExpectedSpeakers, planningRoutes } from './planning-routes.ts';
import { ADMINISTRATOR, DELEGATE, defineRoutes, EVERYBODY, SPEAKER, STAFF } from './route.ts';
import {
  Audience,
  Board,
  CutView,
  FloorTimeView,
  Instant,
  ProgrammeRevisionView,
  ProgrammeView,
  SpeakerView,
  StaffSessionView,
  StatementDetail,
  TakeView,
  WatchHome,
  WatchProgramme,
} from './views.ts';

const byId = z.object({ id: Id });
const reason = z.string().trim().max(4000);
const Version = z.int().nonnegative();

const publicRoutes = defineRoutes({
  'GET /healthz': {
    summary: 'The process is alive.',
    access: EVERYBODY,
    response: z.object({ status: z.literal('ok') }),
  },
  'GET /readyz': {
    summary: 'The process can do its work: database, queue and storage answer.',
    access: EVERYBODY,
    response: z.object({ status: z.literal('ok'), parts: z.record(z.string(), z.string()) }),
    problems: ['unavailable'],
  },
  'GET /api/openapi.json': {
    summary: 'This surface, as OpenAPI 3.1.',
    access: EVERYBODY,
    response: z.record(z.string(), z.unknown()),
  },
  'GET /.well-known/rostrum-keys.json': {
    summary: 'Public keys of receipts and masters, as a JWK set; retired keys stay.',
    access: EVERYBODY,
    response: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  },
  'GET /api/v1/me': {
    summary: 'Who is signed in here, if anybody.',
    access: EVERYBODY,
    response: z.object({
      role: z.enum(['none', 'speaker', 'delegate', 'coordinator', 'administrator']),
      name: z.string().nullable(),
      email: z.string().nullable(),
      secondFactor: z.enum(['none', 'set', 'missing']),
      demonstration: z.boolean(),
      serverNow: Instant,
    }),
  },
});

const linkRoutes = defineRoutes({
  'POST /api/v1/links/open': {
    summary: 'Opens a link: its token, from the address fragment, for a cookie session.',
    access: EVERYBODY,
    body: z.object({ token: z.string().min(20).max(200) }),
    response: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('open'), purpose: z.enum(['speaker', 'delegate']) }),
      /** A second device: a one-time code is on its way by mail. */
      z.object({ outcome: z.literal('code_required'), purpose: z.enum(['speaker', 'delegate']) }),
    ]),
    problems: ['link_unknown', 'link_expired', 'link_revoked'],
  },
  'POST /api/v1/links/code': {
    summary: 'Opens a link on a further device with the mailed one-time code.',
    access: EVERYBODY,
    body: z.object({
      token: z.string().min(20).max(200),
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    response: z.object({ outcome: z.literal('open'), purpose: z.enum(['speaker', 'delegate']) }),
    problems: ['link_unknown', 'link_expired', 'link_revoked', 'code_wrong', 'code_expired'],
  },
  'POST /api/v1/links/leave': {
    summary: 'Closes the cookie session of this device.',
    access: ['speaker', 'delegate'],
  },
});

const speakerRoutes = defineRoutes({
  'GET /api/v1/speaker/statement': {
    summary: "The speaker's own statement: where it stands and what is asked.",
    access: SPEAKER,
    response: SpeakerView,
  },
  'GET /api/v1/speaker/events': {
    summary: 'Live: says that something about the statement changed.',
    access: SPEAKER,
    stream: 'text/event-stream',
  },
  'POST /api/v1/speaker/takes': {
    summary:
      'Sends a take in one multipart request (field "file"), for scripts. Who may see it is said by PUT /api/v1/speaker/consent: without that nothing is published.',
    access: SPEAKER,
    stream: 'application/json',
    status: 201,
    problems: [
      'session_takes_no_uploads',
      'deadline_passed',
      'quota_used_up',
      'statement_withdrawn',
      'size_over_limit',
      'file_missing',
      'empty_file',
      'hash_mismatch',
      'take_receiving',
      'storage_full',
    ],
  },
  'POST /api/v1/speaker/takes/{id}/abandon': {
    summary: 'Gives up an unfinished upload.',
    access: SPEAKER,
    params: byId,
    problems: ['conflict'],
  },
  'GET /api/v1/speaker/takes/{id}/receipt': {
    summary: 'The signed receipt of a take that was received.',
    access: SPEAKER,
    params: byId,
    response: z
      .object({ payload: z.record(z.string(), z.unknown()), keyId: z.string(), signature: z.string() })
      .meta({ id: 'Receipt' }),
  },
  'POST /api/v1/speaker/takes/{id}/cuts': {
    summary: "The speaker's own cut of a take that was received; nothing is sent again.",
    access: SPEAKER,
    params: byId,
    body: Edit,
    response: CutView,
    status: 201,
    problems: [
      'take_length_unknown',
      'in_after_out',
      'outside_take',
      'removal_outside',
      'removals_overlap',
      'nothing_left',
      'quota_used_up',
      'statement_withdrawn',
    ],
  },
  'POST /api/v1/speaker/decisions/{id}/answer': {
    summary: 'Yes or no to a cut that the staff made.',
    access: SPEAKER,
    params: byId,
    body: z.object({ answer: z.enum(['yes', 'no']), note: z.string().trim().max(4000).optional() }),
    problems: ['nothing_to_answer', 'statement_withdrawn'],
  },
  'PUT /api/v1/speaker/consent': {
    summary: 'Who may see the statement, and until when.',
    access: SPEAKER,
    body: z.object({ audience: Audience, endsAt: Instant.nullable(), masterAllowed: z.boolean() }),
    problems: ['statement_withdrawn'],
  },
  'POST /api/v1/speaker/statement/withdraw': {
    summary: 'Takes the statement back, finally: it is withdrawn from view and erased.',
    access: SPEAKER,
    body: z.object({ sure: z.literal(true) }),
  },
});

const reviewRoutes = defineRoutes({
  'GET /api/v1/sessions': {
    summary: 'The sessions, newest first.',
    access: STAFF,
    response: z.object({ sessions: z.array(StaffSessionView) }),
  },
  'GET /api/v1/sessions/{id}/board': {
    summary: 'Every statement of a session and where it stands.',
    access: STAFF,
    params: byId,
    response: Board,
  },
  'GET /api/v1/events': {
    summary: 'Live: says which statements and programmes changed.',
    access: STAFF,
    stream: 'text/event-stream',
  },
  'GET /api/v1/statements/{id}': {
    summary: 'One statement: takes, cuts, decisions, history.',
    access: STAFF,
    params: byId,
    response: StatementDetail,
  },
  'POST /api/v1/takes/{id}/cuts': {
    summary: 'Makes a cut of a take: a new numbered revision, never destructive.',
    access: STAFF,
    params: byId,
    body: Edit,
    response: CutView,
    status: 201,
    problems: [
      'take_length_unknown',
      'in_after_out',
      'outside_take',
      'removal_outside',
      'removals_overlap',
      'nothing_left',
      'quota_used_up',
      'statement_withdrawn',
    ],
  },
  'POST /api/v1/takes/{id}/retry': {
    summary: 'Tries again what failed.',
    access: STAFF,
    params: byId,
    response: TakeView,
    problems: ['conflict', 'statement_withdrawn', 'take_receiving'],
  },
  'POST /api/v1/statements/{id}/decisions': {
    summary: 'Approves, asks for changes or declines: about one take and one cut revision, with a reason.',
    access: STAFF,
    params: byId,
    body: z.object({
      kind: z.enum(['approve', 'ask_changes', 'decline']),
      takeId: Id,
      cutId: Id.nullable(),
      reason,
      messageToSpeaker: z.string().trim().max(4000).optional(),
      version: Version,
    }),
    response: StatementDetail,
    status: 201,
    problems: [
      'stale',
      'take_not_ready',
      'cut_not_ready',
      'over_floor_time',
      'reason_required',
      'statement_withdrawn',
    ],
  },
  'POST /api/v1/decisions/{id}/undo': {
    summary: 'Takes a decision back while nobody has acted on it.',
    access: STAFF,
    params: byId,
    body: z.object({ version: Version }),
    response: StatementDetail,
    problems: ['stale', 'cannot_undo', 'statement_withdrawn'],
  },
  'GET /api/v1/reviews/{id}/programme': {
    summary: "A SuR's programme: what is published and what would be.",
    access: STAFF,
    params: byId,
    response: ProgrammeView,
  },
  'PUT /api/v1/reviews/{id}/programme/order': {
    summary: 'The order of the next revision.',
    access: STAFF,
    params: byId,
    body: z.object({ statementIds: z.array(Id).max(200), audience: Audience }),
    response: ProgrammeView,
    problems: ['conflict'],
  },
  'POST /api/v1/reviews/{id}/programme/publish': {
    summary: 'Publishes the programme as a numbered revision.',
    access: STAFF,
    params: byId,
    body: z.object({ statementIds: z.array(Id).max(200) }),
    response: ProgrammeRevisionView,
    status: 201,
    problems: [
      'not_approved',
      'awaiting_speaker',
      'over_floor_time',
      'cut_not_ready',
      'consent_missing',
      'audience_too_wide',
      'renditions_differ',
      'programme_empty',
      'conflict',
      'stale',
    ],
  },
  'POST /api/v1/reviews/{id}/programme/unpublish': {
    summary: 'Takes the published programme from view.',
    access: STAFF,
    params: byId,
    body: z.object({ reason }),
    response: ProgrammeView,
    problems: ['not_found'],
  },
  'GET /api/v1/reviews/{id}/programme/playlist': {
    summary: 'The signed addresses of the published programme.',
    access: STAFF,
    params: byId,
    response: z.object({
      playlistUrl: z.string(),
      masterUrl: z.string().nullable(),
      posterUrl: z.string().nullable(),
    }),
  },
  'PUT /api/v1/reviews/{id}/floor-time': {
    summary: "A SuR's floor time: by the rule (null) or set; frozen once its invitations are out.",
    access: STAFF,
    params: byId,
    body: z.object({
      floorTimeMs: z.int().min(1000).max(3_600_000).nullable(),
      /** The rule reckons with no fewer; left as it is where it is not named. */
      expectedSpeakers: ExpectedSpeakers.optional(),
    }),
    response: FloorTimeView,
    problems: ['conflict'],
  },
  'POST /api/v1/sessions/{id}/reviews': {
    summary: 'Adds a State under Review to a session.',
    access: STAFF,
    params: byId,
    body: z.object({
      stateCode: z.string().regex(/^[A-Z]{3}$/),
      stateName: z.string().trim().min(1).max(200),
      slotMs: z.int().positive().max(86_400_000).optional(),
      expectedSpeakers: ExpectedSpeakers.optional(),
    }),
    response: z.object({ id: Id }),
    status: 201,
    problems: ['conflict'],
  },
  'POST /api/v1/reviews/{id}/invitations': {
    summary: 'Gives an organisation a place in the pre-session and makes its link.',
    access: STAFF,
    params: byId,
    body: z.object({
      organisation: z.object({
        name: z.string().trim().min(1).max(300),
        kind: z.enum(['cso', 'nhri', 'state']),
        nhriStatus: z.enum(['A', 'B']).nullable().default(null),
      }),
      email: z.email().nullable().default(null),
      language: z.enum(['en', 'fr', 'es', 'ar']).default('en'),
      deadlineAt: Instant.nullable().default(null),
    }),
    response: z.object({
      invitationId: Id,
      statementId: Id,
      /** Shown once; kept hashed. */
      link: z.string(),
    }),
    status: 201,
    problems: ['conflict'],
  },
  'POST /api/v1/invitations/{id}/link': {
    summary: 'Makes a new link for an invitation and ends the earlier ones.',
    access: STAFF,
    params: byId,
    body: z.object({ mail: z.boolean().default(false) }),
    response: z.object({ link: z.string() }),
    status: 201,
  },
  'DELETE /api/v1/invitations/{id}/link': {
    summary: 'Ends every link of an invitation, and the devices opened by them.',
    access: STAFF,
    params: byId,
  },
  'GET /api/v1/missions': {
    summary: 'The Permanent Missions and their links for a session.',
    access: STAFF,
    query: z.object({ sessionId: Id }),
    response: z.object({
      missions: z.array(
        z.object({ id: Id, stateCode: z.string(), name: z.string(), links: z.int(), opened: z.int() }),
      ),
    }),
  },
  'POST /api/v1/missions/{id}/link': {
    summary: 'Makes a link for a Permanent Mission to the programmes of a session.',
    access: STAFF,
    params: byId,
    body: z.object({ sessionId: Id, email: z.email().nullable().default(null) }),
    response: z.object({ link: z.string() }),
    status: 201,
  },
  'DELETE /api/v1/missions/{id}/link': {
    summary: "Ends a mission's links to a session.",
    access: STAFF,
    params: byId,
    query: z.object({ sessionId: Id }),
  },
});

const watchRoutes = defineRoutes({
  'GET /api/v1/watch': {
    summary: "The session's States and their published programmes.",
    access: DELEGATE,
    response: WatchHome,
  },
  'GET /api/v1/watch/reviews/{id}': {
    summary: 'The published programme of one State, with its signed playlist.',
    access: DELEGATE,
    params: byId,
    response: WatchProgramme,
  },
  'GET /api/v1/watch/reviews/{id}/pulse': {
    summary: 'Which revision stands: asked every few seconds, so that a withdrawal stops the page.',
    access: DELEGATE,
    params: byId,
    response: z.object({
      revisionId: Id.nullable(),
      number: z.int().nullable(),
      epoch: z.int(),
      serverNow: Instant,
    }),
  },
});

const StaffMember = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(STAFF),
    disabled: z.boolean(),
    secondFactor: z.boolean(),
    invitationOpen: z.boolean(),
  })
  .meta({ id: 'StaffMember' });

const adminRoutes = defineRoutes({
  'GET /api/v1/staff': {
    summary: 'The staff.',
    access: ADMINISTRATOR,
    response: z.object({ staff: z.array(StaffMember) }),
  },
  'POST /api/v1/staff': {
    summary: 'Invites a member of staff: they choose a password by a link and then a second factor.',
    access: ADMINISTRATOR,
    body: z.object({ name: z.string().trim().min(1).max(200), email: z.email(), role: z.enum(STAFF) }),
    response: z.object({ id: z.string(), link: z.string() }),
    status: 201,
    problems: ['email_taken'],
  },
  'POST /api/v1/staff/{id}/disable': {
    summary: 'Ends the sign-ins of a member of staff and refuses new ones.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
    problems: ['last_administrator'],
  },
  'POST /api/v1/staff/{id}/enable': {
    summary: 'Lets a member of staff sign in again.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
  },
  'POST /api/v1/staff/{id}/reset-second-factor': {
    summary: 'Removes the second factor; a new one must be set at the next sign-in.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
  },
  'POST /api/v1/staff/accept': {
    summary: 'A member of staff opens the invitation link and chooses a password.',
    access: EVERYBODY,
    body: z.object({ token: z.string().min(20).max(200), password: z.string().min(12).max(200) }),
    problems: ['link_unknown', 'link_expired'],
  },
  'GET /api/v1/queue': {
    summary: 'What runs, what waits, what failed and why.',
    access: ADMINISTRATOR,
    response: z.object({
      counts: z.record(z.string(), z.record(z.string(), z.int())),
      failed: z.array(
        z.object({
          queue: z.string(),
          id: z.string(),
          name: z.string(),
          reason: z.string(),
          attempts: z.int(),
          at: Instant,
        }),
      ),
    }),
  },
  'POST /api/v1/queue/{id}/retry': {
    summary: 'Runs a failed job again, with the take or cut that it was about.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
    problems: ['conflict', 'statement_withdrawn', 'take_receiving'],
  },
  'GET /api/v1/audit/verification': {
    summary: 'Walks the audit chain and says whether it is whole.',
    access: ADMINISTRATOR,
    response: z.object({ whole: z.boolean(), entries: z.int(), firstBroken: z.int().nullable() }),
  },
  'POST /api/v1/demonstration/sign-in': {
    summary: 'Signs in a member of staff by the printed link.',
    access: EVERYBODY,
    body: z.object({ token: z.string().min(20).max(200) }),
    demonstrationOnly: true,
    problems: ['link_unknown'],
  },
  'GET /api/v1/demonstration/mailbox': {
    summary: 'The mails that would have been sent.',
    access: STAFF,
    response: z.object({
      mails: z.array(
        z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: Instant }),
      ),
    }),
    demonstrationOnly: true,
  },
});

export const routes = {
  ...publicRoutes,
  ...linkRoutes,
  ...speakerRoutes,
  ...reviewRoutes,
  ...planningRoutes,
  ...watchRoutes,
  ...adminRoutes,
};
export type Routes = typeof routes;
