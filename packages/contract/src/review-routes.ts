import { CARD_LANGUAGES, Edit, Id, SPEAKER_LANGUAGES } from '@rostrum/domain';
import { z } from 'zod';
import { ExpectedSpeakers } from './planning-routes.ts';
import { PastRevisionView, ProgrammeRevisionView, ProgrammeView } from './programme-views.ts';
import { defineRoutes, STAFF } from './route.ts';
import {
  Audience,
  Board,
  CutView,
  FloorTimeView,
  Instant,
  StaffSessionView,
  StatementDetail,
  TakeView,
} from './views.ts';

const byId = z.object({ id: Id });
const reason = z.string().trim().max(4000);
const Version = z.int().nonnegative();
const FloorSetting = z.object({
  floorTimeMs: z.int().min(1000).max(3_600_000).nullable().optional(),
  /** The rule reckons with no fewer. */
  expectedSpeakers: ExpectedSpeakers.optional(),
});

export const reviewRoutes = defineRoutes({
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
      'take_not_ready',
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
  'POST /api/v1/cuts/{id}/cancel': {
    summary: 'Ends a cut while it is being made; asking for it again makes a new one.',
    access: STAFF,
    params: byId,
    problems: ['conflict'],
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
      /** Made by the page: sent again because an answer was lost, it is still one decision. */
      id: Id.optional(),
      /** What else was seen; where something is newer, `stale`. */
      seen: z
        .object({
          /** Number of the newest take. */
          take: z.int().min(0),
          /** `judgedAt` of the remarks, as they were last read. */
          judgedAt: Instant.nullable(),
        })
        .optional(),
    }),
    response: StatementDetail,
    status: 201,
    problems: [
      'stale',
      'take_not_ready',
      'cut_not_ready',
      'over_floor_time',
      'reason_required',
      'conflict',
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
    summary:
      'The order of the next revision, and whom it is for. A narrower audience counts at once, a wider one from the next publication on.',
    access: STAFF,
    params: byId,
    body: z.object({
      statementIds: z.array(Id).max(200),
      /** As it was where it is not told. */
      audience: Audience.optional(),
      /** The language of the title cards, or none; as it was where it is not told. */
      cards: z.enum(CARD_LANGUAGES).nullable().optional(),
    }),
    response: ProgrammeView,
    problems: ['conflict'],
  },
  'POST /api/v1/reviews/{id}/programme/publish': {
    summary: 'Publishes the programme as a numbered revision.',
    access: STAFF,
    params: byId,
    body: z.object({
      statementIds: z.array(Id).max(200),
      /** Of the draft that was looked at: where anything of it is otherwise by now, `stale`. */
      mark: z.string().max(100).optional(),
    }),
    response: ProgrammeRevisionView,
    status: 201,
    problems: [
      'not_approved',
      'awaiting_speaker',
      'over_floor_time',
      'cut_not_ready',
      'consent_missing',
      'audience_too_wide',
      'cards_not_ready',
      'renditions_differ',
      'programme_empty',
      'conflict',
      'stale',
    ],
  },
  'GET /api/v1/reviews/{id}/programme/revisions': {
    summary: 'Every revision that was published, newest first, with what it held and who published it.',
    access: STAFF,
    params: byId,
    response: z.object({ revisions: z.array(PastRevisionView) }),
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
      /** Beside the master, under the same leave: the captions of each language as one WebVTT file. */
      captions: z.array(z.object({ language: z.string(), label: z.string(), url: z.string() })),
    }),
  },
  'PUT /api/v1/reviews/{id}/floor-time': {
    summary:
      "A SuR's floor time: by the rule (null) or set; frozen once its invitations are out. What is not named stays.",
    access: STAFF,
    params: byId,
    body: FloorSetting.extend({
      /** What is changed, as it was looked at. */
      seen: FloorSetting.optional(),
    }).refine(
      ({ floorTimeMs, expectedSpeakers }) => floorTimeMs !== undefined || expectedSpeakers !== undefined,
      'names nothing',
    ),
    response: FloorTimeView,
    problems: ['conflict', 'stale'],
  },
  'POST /api/v1/sessions/{id}/reviews': {
    summary: 'Adds a State under Review to a session.',
    access: STAFF,
    params: byId,
    body: z.object({
      stateCode: z.string().regex(/^[A-Z]{3}$/),
      /** Only where the code is of no State that the UN names: official names are the product's own. */
      stateName: z.string().trim().min(1).max(200).optional(),
      slotMs: z.int().min(60_000).max(86_400_000).optional(),
      presessionAt: Instant.nullable().optional(),
      expectedSpeakers: ExpectedSpeakers.optional(),
      /** The language of its programme's title cards, or none; English unless told. */
      cards: z.enum(CARD_LANGUAGES).nullable().optional(),
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
      /** Of its mails; the one of the browser in which the link is opened first where it is not told. */
      language: z.enum(SPEAKER_LANGUAGES).nullable().default(null),
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
        z.object({
          id: Id,
          stateCode: z.string(),
          name: z.string(),
          /** Of its office, where its links are mailed to. */
          email: z.string().nullable(),
          links: z.int(),
          /** Devices that are open by them. */
          opened: z.int(),
          /** How often they were opened on a further device in 24 hours: many may tell of a link that was passed on. */
          openings: z.int(),
        }),
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
