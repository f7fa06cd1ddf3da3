import { z } from 'zod';
import { ADMINISTRATOR, defineRoutes, EVERYBODY, STAFF } from './route.ts';
import { Instant } from './views.ts';

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
