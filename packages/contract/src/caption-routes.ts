import {
  CAPTION_ORIGINS,
  CAPTIONS_LIMIT_BYTES,
  CaptionFinding,
  CUES_LIMIT,
  Cue,
  Id,
  Language,
  type ProblemCode,
} from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, SPEAKER, STAFF } from './route.ts';
import { Instant } from './views.ts';

export const CaptionsView = z
  .object({
    id: Id,
    takeId: Id,
    /** BCP 47. */
    language: z.string(),
    /** The language's name in that language, and the direction that it is written in. */
    label: z.string(),
    direction: z.enum(['ltr', 'rtl']),
    version: z.int().positive(),
    cues: z.int().positive(),
    findings: z.array(CaptionFinding),
    madeBy: z.enum(['speaker', 'staff']),
    /** As a file, spread by machine over the speech from the written text, heard by machine, or corrected by hand. */
    origin: z.enum(CAPTION_ORIGINS),
    createdAt: Instant,
    /** When one of the staff marked them as read against the video; a later correction is another version. */
    checkedAt: Instant.nullable(),
  })
  .meta({ id: 'Captions' });

export const CaptionsWithCues = CaptionsView.extend({
  /** In the take's time, or in that of the cut that was named; in order, apart. The text is WebVTT's: b, i, u, and `&amp; &lt; &gt;`; nothing else. */
  cues: z.array(Cue),
  /** So many are not shown in that cut: words of theirs may have been removed with what was cut. */
  leftOut: z.int().nonnegative(),
}).meta({ id: 'CaptionsWithCues' });

const CaptionsOfTake = z
  .object({
    captions: z.array(CaptionsView),
    /** Languages of the written text: captions can be made of it. */
    texts: z.array(z.object({ language: z.string(), label: z.string(), direction: z.enum(['ltr', 'rtl']) })),
    /** Whether something is set up that can write down what is said. */
    transcribes: z.boolean(),
    languagesLimit: z.int(),
    limitBytes: z.int(),
  })
  .meta({ id: 'CaptionsOfTake' });

const byId = z.object({ id: Id });
/** JSON may spell a character with six. */
const JSON_LIMIT_BYTES = 3 * CAPTIONS_LIMIT_BYTES;
const Words = z.object({
  language: Language.meta({ description: 'BCP 47', examples: ['fr', 'ar', 'zh-Hant'] }),
  text: z
    .string()
    .meta({ description: 'SubRip or WebVTT', examples: ['WEBVTT\n\n00:00.000 --> 00:02.000\nThank you.'] }),
});
const File = z.object({
  language: Words.shape.language,
  file: z.file().meta({ description: 'SubRip or WebVTT, in any encoding of text; 2 MiB at most.' }),
});
const problems = [
  'statement_withdrawn',
  'take_not_ready',
  'captions_unreadable',
  'captions_empty',
  'captions_too_large',
  'captions_do_not_match',
  'captions_too_many_languages',
  'quota_used_up',
] as const satisfies readonly ProblemCode[];

const list = { params: byId, response: CaptionsOfTake, problems: ['statement_withdrawn'] } as const;
const read = {
  params: byId,
  query: z.object({ cutId: Id.optional().meta({ description: 'As this cut of the take shows them.' }) }),
  response: CaptionsWithCues,
  problems: ['statement_withdrawn'],
} as const;
const spread = {
  params: byId,
  body: z.object({
    language: Words.shape.language,
    baseId: Id.nullable().meta({
      description: 'The captions of this language that stand; null: there are none.',
    }),
  }),
  response: CaptionsView,
  status: 201,
  problems: [
    'statement_withdrawn',
    'take_not_ready',
    'stale',
    'captions_no_text',
    'captions_no_sound_yet',
    'captions_no_speech',
    'captions_do_not_fit',
    'captions_too_many_languages',
    'quota_used_up',
  ],
} as const;
const correct = {
  params: byId,
  body: z.object({ cues: z.array(Cue).max(CUES_LIMIT) }),
  bodyLimitBytes: JSON_LIMIT_BYTES,
  response: CaptionsView,
  status: 201,
  problems: [
    'statement_withdrawn',
    'take_not_ready',
    'stale',
    'captions_empty',
    'captions_too_large',
    'captions_do_not_match',
    'quota_used_up',
  ],
} as const;
const remove = { params: byId, problems: ['statement_withdrawn'] } as const;
const add = {
  params: byId,
  body: Words,
  bodyLimitBytes: JSON_LIMIT_BYTES,
  response: CaptionsView,
  status: 201,
  problems,
} as const;
const addFile = {
  params: byId,
  form: File,
  response: CaptionsView,
  status: 201,
  problems: [...problems, 'file_missing'],
} as const;

export const captionRoutes = defineRoutes({
  'GET /api/v1/speaker/takes/{id}/captions': {
    summary: 'The captions of an own take: the newest of each language.',
    access: SPEAKER,
    ...list,
  },
  'POST /api/v1/speaker/takes/{id}/captions': {
    summary: 'Adds captions to an own take, as text. They are shown from the next published revision on.',
    access: SPEAKER,
    ...add,
  },
  'POST /api/v1/speaker/takes/{id}/captions/file': {
    summary: 'Adds captions to an own take, as a file in one multipart request.',
    access: SPEAKER,
    ...addFile,
  },
  'POST /api/v1/speaker/takes/{id}/captions/spread': {
    summary: 'Makes captions of the own written text, by finding its sentences in the speech.',
    access: SPEAKER,
    ...spread,
  },
  'POST /api/v1/speaker/captions/{id}/corrections': {
    summary: 'Own captions as they were put right: a new version of this one, which must be the newest.',
    access: SPEAKER,
    ...correct,
  },
  'GET /api/v1/speaker/captions/{id}': {
    summary: 'One version of own captions, with its cues.',
    access: SPEAKER,
    ...read,
  },
  'DELETE /api/v1/speaker/captions/{id}': {
    summary: 'Takes the captions of a language away, from what is published too.',
    access: SPEAKER,
    ...remove,
  },
  'GET /api/v1/takes/{id}/captions': {
    summary: 'The captions of a take: the newest of each language.',
    access: STAFF,
    ...list,
  },
  'POST /api/v1/takes/{id}/captions': {
    summary: 'Adds captions to a take, as text. They are shown from the next published revision on.',
    access: STAFF,
    ...add,
  },
  'POST /api/v1/takes/{id}/captions/file': {
    summary: 'Adds captions to a take, as a file in one multipart request.',
    access: STAFF,
    ...addFile,
  },
  'POST /api/v1/takes/{id}/captions/spread': {
    summary: 'Makes captions of the written text, by finding its sentences in the speech.',
    access: STAFF,
    ...spread,
  },
  'POST /api/v1/takes/{id}/captions/transcription': {
    summary:
      'Has what is said written down by the transcriber that is set up; its captions come when they are done.',
    access: STAFF,
    params: byId,
    body: spread.body,
    status: 202,
    problems: ['statement_withdrawn', 'take_not_ready', 'stale', 'transcriber_off'],
  },
  'POST /api/v1/captions/{id}/corrections': {
    summary: 'Captions as they were put right: a new version of this one, which must be the newest.',
    access: STAFF,
    ...correct,
  },
  'PUT /api/v1/captions/{id}/checked': {
    summary: 'Marks the newest captions of a language as read against the video, or takes that mark off.',
    access: STAFF,
    params: byId,
    body: z.object({ checked: z.boolean() }),
    response: CaptionsView,
    problems: ['statement_withdrawn', 'stale'],
  },
  'GET /api/v1/captions/{id}': {
    summary: 'One version of captions, with its cues.',
    access: STAFF,
    ...read,
  },
  'DELETE /api/v1/captions/{id}': {
    summary: 'Takes the captions of a language away, from what is published too.',
    access: STAFF,
    ...remove,
  },
});
