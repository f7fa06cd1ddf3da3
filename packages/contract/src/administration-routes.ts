import { Id, SETTING_KEYS } from '@rostrum/domain';
import { z } from 'zod';
import { ADMINISTRATOR, defineRoutes, EVERYBODY, STAFF } from './route.ts';
import { Instant } from './views.ts';

/** As `core` has them: what a handler answers is held to it by its type. */
const MAIL_KINDS = [
  'speaker_link',
  'speaker_code',
  'new_device',
  'received',
  'refused',
  'changes_requested',
  'cut_question',
  'approved',
  'published',
  'reminder',
  'staff_invitation',
  'delegate_link',
  'delegate_code',
  'delegate_device',
  'questions_waiting',
] as const;

const StaffMember = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(STAFF),
    disabled: z.boolean(),
    secondFactor: z.boolean(),
    invitationOpen: z.boolean(),
    /** Until when the invitation's link opens; null where it was accepted, or there is none any more. */
    invitationEndsAt: Instant.nullable(),
    /** When they were last seen; null where they are signed in nowhere. */
    lastSeenAt: Instant.nullable(),
  })
  .meta({ id: 'StaffMember' });

const About = z
  .object({
    statementId: Id,
    organisation: z.string(),
    stateName: z.string(),
    sessionNumber: z.int(),
    gone: z.boolean(),
  })
  .meta({ id: 'AboutStatement' });

const JobView = z.object({
  queue: z.string(),
  id: z.string(),
  name: z.string(),
  attempts: z.int(),
  about: About.nullable(),
  /** The kind of mail that it sends. */
  mail: z.enum(MAIL_KINDS).nullable(),
  /** What it was about is withdrawn, erased or removed. */
  gone: z.boolean(),
  /** It may be taken off the list: what it was about is gone, or ready without it. */
  removable: z.boolean(),
});

const Retried = z.object({ retried: z.int(), left: z.int() });

const StoredBytes = z.object({
  originals: z.int(),
  renditions: z.int(),
  cuts: z.int(),
  leftovers: z.int(),
});

export const StorageUse = z.object({
  sessions: z.array(z.object({ sessionId: Id, number: z.int(), bytes: StoredBytes })),
});

/** The last event of the stream that counts the store: `done`. */
export const StorageCount = StorageUse.extend({
  objects: z.int(),
  bytes: z.int(),
  astray: z.object({ objects: z.int(), bytes: z.int() }),
});

const SettingView = z
  .object({
    key: z.enum(SETTING_KEYS),
    value: z.union([z.number(), z.array(z.int())]),
    /** As the configuration says, where nothing is set. */
    otherwise: z.union([z.number(), z.array(z.int())]),
    set: z.boolean(),
    version: z.int(),
    changedAt: Instant.nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'Setting' });

export const adminRoutes = defineRoutes({
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
  'POST /api/v1/staff/{id}/invite-again': {
    summary: 'Makes a new invitation link for somebody who has not accepted yet, and mails it.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
    response: z.object({ id: z.string(), link: z.string() }),
    status: 201,
    problems: ['email_taken'],
  },
  'PUT /api/v1/staff/{id}/role': {
    summary: 'Makes a coordinator an administrator, or the other way round.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
    body: z.object({ role: z.enum(STAFF) }),
    problems: ['last_administrator'],
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
      open: z.array(
        JobView.extend({
          state: z.enum(['active', 'waiting', 'delayed']),
          /** When this run began, when it was added, or when it may run. */
          since: Instant,
          progress: z.number().nullable(),
          remainingMs: z.int().nullable(),
        }),
      ),
      failed: z.array(JobView.extend({ reason: z.string(), at: Instant })),
    }),
  },
  'POST /api/v1/queue/retry-all': {
    summary: 'Runs every failed job again whose statement still stands.',
    access: ADMINISTRATOR,
    response: Retried,
  },
  'DELETE /api/v1/queue/{id}': {
    summary: 'Takes a failed job off the list whose statement is gone, or whose take is ready without it.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
    problems: ['conflict'],
  },
  'GET /api/v1/mails/failed': {
    summary: 'Mails that could not be sent: what kind, when and why. No address.',
    access: ADMINISTRATOR,
    response: z.object({
      mails: z.array(
        z.object({
          id: Id,
          kind: z.enum(MAIL_KINDS),
          createdAt: Instant,
          attempts: z.int(),
          reason: z.string().nullable(),
          about: About.nullable(),
          /** The link or code that it was made of is kept no more. */
          emptied: z.boolean(),
        }),
      ),
    }),
  },
  'POST /api/v1/mails/{id}/retry': {
    summary: 'Sends a failed mail again.',
    access: ADMINISTRATOR,
    params: z.object({ id: Id }),
  },
  'DELETE /api/v1/mails/{id}': {
    summary: 'Takes a failed mail off the list; it is not sent.',
    access: ADMINISTRATOR,
    params: z.object({ id: Id }),
  },
  'POST /api/v1/mails/retry-all': {
    summary: 'Sends every failed mail again that can be sent.',
    access: ADMINISTRATOR,
    response: Retried,
  },
  'GET /api/v1/storage': {
    summary: 'Bytes stored, by session and kind, as the rows say.',
    access: ADMINISTRATOR,
    response: StorageUse,
  },
  'GET /api/v1/storage/count': {
    summary: 'Counts what lies in the store, object by object: `progress` events, then one `done`.',
    access: ADMINISTRATOR,
    stream: 'text/event-stream',
  },
  'GET /api/v1/settings': {
    summary: 'What administrators may set, as it is and as it would be otherwise.',
    access: ADMINISTRATOR,
    response: z.object({ settings: z.array(SettingView) }),
  },
  'PUT /api/v1/settings/{key}': {
    summary: 'Sets one; null brings back what the configuration says.',
    access: ADMINISTRATOR,
    params: z.object({ key: z.enum(SETTING_KEYS) }),
    body: z.object({
      value: z.union([z.number(), z.array(z.int()).max(20), z.null()]),
      version: z.int().nonnegative(),
    }),
    response: z.object({ settings: z.array(SettingView) }),
    problems: ['stale'],
  },
  'POST /api/v1/queue/{id}/retry': {
    summary: 'Runs a failed job again, with the take or cut that it was about.',
    access: ADMINISTRATOR,
    params: z.object({ id: z.string() }),
    problems: [
      'conflict',
      'statement_withdrawn',
      'take_receiving',
      'take_not_ready',
      'take_approved',
      'take_published',
      'nothing_to_turn',
      'original_gone',
      'stale',
    ],
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
