import {
  DOCUMENT_KINDS,
  Id,
  Language,
  type ProblemCode,
  WRITTEN_SOURCES,
  WRITTEN_TEXT_LENGTH,
} from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, SPEAKER, STAFF } from './route.ts';
import { Instant, Milliseconds } from './views.ts';

export const WrittenVersionView = z
  .object({
    id: Id,
    /** BCP 47. */
    language: z.string(),
    /** The language's name in that language, and the direction that it is written in. */
    label: z.string(),
    direction: z.enum(['ltr', 'rtl']),
    /** From 1, within its language. */
    number: z.int().positive(),
    source: z.enum(WRITTEN_SOURCES),
    words: z.int().nonnegative(),
    /** As it takes to say it at the speed that interpreters can follow. */
    spokenMs: Milliseconds,
    madeBy: z.enum(['speaker', 'staff']),
    createdAt: Instant,
  })
  .meta({ id: 'WrittenVersion' });

export const WrittenTextView = WrittenVersionView.extend({
  /** Plain: a paragraph a line. */
  text: z.string(),
}).meta({ id: 'WrittenText' });

const WrittenView = z
  .object({
    /** The newest of each language, by language. */
    texts: z.array(WrittenTextView),
    /** Every version, newest first within its language. */
    versions: z.array(WrittenVersionView),
    limits: z.object({ characters: z.int(), languages: z.int(), fileBytes: z.int() }),
  })
  .meta({ id: 'Written' });

const ReadFile = z
  .object({
    /** What the file is, by its bytes and not by its name. */
    kind: z.enum(DOCUMENT_KINDS),
    text: z.string(),
  })
  .meta({ id: 'ReadFile' });

const language = Language.meta({ description: 'BCP 47', examples: ['fr', 'ar', 'zh-Hant'] });
const NewText = z.object({
  language,
  text: z.string().max(3 * WRITTEN_TEXT_LENGTH),
  source: z.enum(WRITTEN_SOURCES).default('typed'),
  /** The version that was looked at while this was written; null where there was none. */
  baseId: Id.nullable(),
});
/** JSON may spell a character with six bytes, and what is trimmed came along too. */
const BODY_BYTES = 20 * WRITTEN_TEXT_LENGTH;
const File = z.object({
  language,
  file: z.file().meta({ description: 'DOCX, ODT, PDF or plain text, by its bytes; 10 MiB at most.' }),
});

const byId = z.object({ id: Id });
const ofVersion = z.object({ id: Id, textId: Id });
const adding = [
  'statement_withdrawn',
  'stale',
  'written_text_empty',
  'written_text_too_long',
  'written_too_many_languages',
  'quota_used_up',
] as const satisfies readonly ProblemCode[];
const reading = [
  'statement_withdrawn',
  'file_missing',
  'too_many_requests',
  'document_too_large',
  'document_kind_unsupported',
  'document_unreadable',
  'document_protected',
  'document_without_text',
  'document_too_long',
  'document_too_heavy',
] as const satisfies readonly ProblemCode[];

const read = { response: WrittenView, problems: ['statement_withdrawn'] } as const;
const add = {
  body: NewText,
  bodyLimitBytes: BODY_BYTES,
  response: WrittenView,
  status: 201,
  problems: adding,
} as const;
const readFile = { form: File, response: ReadFile, problems: reading } as const;
const one = { response: WrittenTextView, problems: ['statement_withdrawn'] } as const;

/** The statement in writing: bound by the same consent as the video, and erased with it. */
export const writtenRoutes = defineRoutes({
  'GET /api/v1/speaker/written': {
    summary: 'The own statement in writing: the newest text of each language, and all versions.',
    access: SPEAKER,
    ...read,
  },
  'POST /api/v1/speaker/written': {
    summary: 'Saves a text as a new version. Delegates read it from the next published revision on.',
    access: SPEAKER,
    ...add,
  },
  'POST /api/v1/speaker/written/file': {
    summary: 'Reads the words of a file. Nothing of it is stored: what is to stay is saved as a text.',
    access: SPEAKER,
    ...readFile,
  },
  'GET /api/v1/speaker/written/{id}': {
    summary: 'One version of the own text.',
    access: SPEAKER,
    params: byId,
    ...one,
  },
  'DELETE /api/v1/speaker/written/languages/{language}': {
    summary: 'Erases the text of one language with all its versions, from what is published too.',
    access: SPEAKER,
    params: z.object({ language }),
    ...read,
  },
  'GET /api/v1/statements/{id}/written': {
    summary: 'A statement in writing: the newest text of each language, and all versions.',
    access: STAFF,
    params: byId,
    ...read,
  },
  'POST /api/v1/statements/{id}/written': {
    summary:
      'Saves a corrected text as a new version. Delegates read it from the next published revision on.',
    access: STAFF,
    params: byId,
    ...add,
  },
  'POST /api/v1/statements/{id}/written/file': {
    summary: 'Reads the words of a file. Nothing of it is stored: what is to stay is saved as a text.',
    access: STAFF,
    params: byId,
    ...readFile,
  },
  'GET /api/v1/statements/{id}/written/{textId}': {
    summary: 'One version of a statement’s text.',
    access: STAFF,
    params: ofVersion,
    ...one,
  },
  'DELETE /api/v1/statements/{id}/written/languages/{language}': {
    summary: 'Erases the text of one language with all its versions, from what is published too.',
    access: STAFF,
    params: byId.extend({ language }),
    ...read,
  },
});
