import { CAPTION_ORIGINS, Id } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, EVERYBODY, WATCHER } from './route.ts';
import { Milliseconds } from './views.ts';

const written = {
  /** BCP 47. */
  language: z.string(),
  /** The language's name in that language, and the direction that it is written in. */
  label: z.string(),
  direction: z.enum(['ltr', 'rtl']),
};

export const StatementWords = z
  .object({
    /** What is said, one a language, as the captions that the programme shows have it. */
    captions: z.array(
      z.object({
        ...written,
        origin: z.enum(CAPTION_ORIGINS),
        /** One of the staff read it against the video. */
        checked: z.boolean(),
        /** In the statement's own time, without the card before it; texts are plain. */
        cues: z.array(z.object({ startMs: Milliseconds, endMs: Milliseconds, text: z.string() })),
      }),
    ),
    /** As it was handed in in writing, one a language: a paragraph a line. */
    written: z.array(z.object({ ...written, text: z.string() })),
  })
  .meta({ id: 'StatementWords' });

const ofStatement = {
  params: z.object({ id: Id, statementId: Id }),
  response: StatementWords,
};

export const wordsRoutes = defineRoutes({
  'GET /api/v1/watch/reviews/{id}/statements/{statementId}/words': {
    summary:
      'What one statement of a published programme says: its captions as text, and its text in writing. Until a screening is over, only what was shown in it.',
    access: WATCHER,
    ...ofStatement,
  },
  'GET /api/v1/public/reviews/{id}/statements/{statementId}/words': {
    summary: 'The same of a programme that is public by now: without a link.',
    access: EVERYBODY,
    ...ofStatement,
  },
});
