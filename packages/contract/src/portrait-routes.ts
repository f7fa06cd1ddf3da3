import { z } from 'zod';
import { defineRoutes, SPEAKER } from './route.ts';

const File = z.object({
  file: z.file().meta({ description: 'JPEG, PNG or WebP, by its bytes and not by its name; 5 MiB at most.' }),
});

export const portraitRoutes = defineRoutes({
  'GET /api/v1/speaker/portrait': {
    summary: 'The own portrait as it is shown; none while it is being made, or where it could not be read.',
    access: SPEAKER,
    stream: 'image/jpeg',
  },
  'PUT /api/v1/speaker/portrait': {
    summary:
      'Sends a portrait for the card of a statement that is sound alone. It is shown only beside the name of a speaker who appears by name.',
    access: SPEAKER,
    form: File,
    problems: ['statement_withdrawn', 'portrait_too_large', 'portrait_unreadable', 'file_missing'],
  },
  'DELETE /api/v1/speaker/portrait': {
    summary: 'Takes the portrait away, from what is published too.',
    access: SPEAKER,
    problems: ['statement_withdrawn'],
  },
});
