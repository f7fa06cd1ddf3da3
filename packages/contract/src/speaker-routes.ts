import { Appearance, CONSENT_LANGUAGES, Edit, Id, NAME_LENGTH, SPEAKER_LANGUAGES } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, SPEAKER } from './route.ts';
import { SpeakerView } from './speaker-views.ts';
import { Audience, CutView, Instant } from './views.ts';

const byId = z.object({ id: Id });

export const speakerRoutes = defineRoutes({
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
    summary: 'Gives up an unfinished upload, or takes back what was sent while it is not ready yet.',
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
  'POST /api/v1/speaker/takes/{id}/receipt/mail': {
    summary: 'Mails that receipt to the speaker, once an hour at most; asking again is no mistake.',
    access: SPEAKER,
    params: byId,
    problems: ['statement_withdrawn'],
  },
  'PUT /api/v1/speaker/language': {
    summary: "The language of the speaker's mails, and of pages without scripts.",
    access: SPEAKER,
    body: z.object({ language: z.enum(SPEAKER_LANGUAGES) }),
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
    summary:
      'Who may see the statement and until when, how its speaker appears, and the words that are agreed to by a typed name.',
    access: SPEAKER,
    body: z.object({
      audience: Audience,
      endsAt: Instant.nullable(),
      masterAllowed: z.boolean(),
      appearance: Appearance,
      /** Needed where the speaker is to appear by name; dropped otherwise. */
      speakerName: z.string().max(NAME_LENGTH).nullable(),
      /** Needed until the current version was accepted. */
      accepted: z
        .object({
          name: z.string().max(NAME_LENGTH),
          textVersion: z.string().max(20),
          textLanguage: z.enum(CONSENT_LANGUAGES),
        })
        .nullable(),
    }),
    problems: [
      'statement_withdrawn',
      'consent_name_missing',
      'consent_text_changed',
      'consent_end_passed',
      'speaker_name_missing',
    ],
  },
  'POST /api/v1/speaker/statement/withdraw': {
    summary: 'Takes the statement back, finally: it is withdrawn from view and erased.',
    access: SPEAKER,
    body: z.object({ sure: z.literal(true) }),
  },
});
