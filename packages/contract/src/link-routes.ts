import { Id, SPEAKER_LANGUAGES } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, EVERYBODY } from './route.ts';
import { Instant } from './views.ts';

const Opened = z.object({
  outcome: z.literal('open'),
  purpose: z.enum(['speaker', 'delegate']),
  /**
   * Of a speaker: what to name in the header `x-rostrum-place`, or the parameter `place`, where several links are open
   * in one browser. Without it the one that was opened last is meant.
   */
  place: Id.nullable(),
  /** Of a delegate, where the link was opened just now: for `POST /api/v1/links/tab`, if no cookie comes back. */
  ticket: z.string().nullable(),
});

export const linkRoutes = defineRoutes({
  'POST /api/v1/links/open': {
    summary: 'Opens a link: its token, from the address fragment, for a cookie session.',
    access: EVERYBODY,
    body: z.object({
      token: z.string().min(20).max(200),
      /**
       * That the page speaks, else the browser's: the first opening gives it to a speaker's mails, where nobody chose
       * one before.
       */
      language: z.enum(SPEAKER_LANGUAGES).optional(),
    }),
    response: z.discriminatedUnion('outcome', [
      Opened,
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
    response: Opened,
    problems: ['link_unknown', 'link_expired', 'link_revoked', 'code_wrong', 'code_expired'],
  },
  'POST /api/v1/links/tab': {
    summary:
      "A delegate's session for a page to which no cookie comes back: once, for the ticket of an opening within the last two minutes. Its token goes into `Authorization: Bearer`.",
    access: EVERYBODY,
    body: z.object({ ticket: z.string().min(20).max(300) }),
    response: z.object({ token: z.string(), expiresAt: Instant }),
    problems: ['sign_in_required'],
  },
  'POST /api/v1/links/leave': {
    summary:
      'Closes the session of this device: of the link that is named by `x-rostrum-place`, else of all.',
    access: ['speaker', 'delegate'],
  },
});
