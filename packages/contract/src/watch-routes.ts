import { Id } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, EVERYBODY, WATCHER } from './route.ts';
import { Instant } from './views.ts';
import { ScreeningView, WatchHome, WatchProgramme } from './watch-views.ts';

const byId = z.object({ id: Id });

const Pulse = z
  .object({
    revisionId: Id.nullable(),
    number: z.int().nullable(),
    epoch: z.int(),
    /** Until it is over the programme is shown in it alone; null where there is none, or it is over. */
    screening: ScreeningView.nullable(),
    serverNow: Instant,
  })
  .meta({ id: 'Pulse' });

export const watchRoutes = defineRoutes({
  'GET /api/v1/watch': {
    summary: "The session's States and their published programmes.",
    access: WATCHER,
    response: WatchHome,
  },
  'GET /api/v1/watch/pulse': {
    summary: 'Which state of that list stands: asked every few seconds, so that a page shows it as it is.',
    access: WATCHER,
    response: z.object({ mark: z.string(), serverNow: Instant }),
  },
  'GET /api/v1/watch/reviews/{id}': {
    summary: 'The published programme of one State, with its signed playlist.',
    access: WATCHER,
    params: byId,
    response: WatchProgramme,
  },
  'GET /api/v1/watch/reviews/{id}/pulse': {
    summary: 'Which revision stands: asked every few seconds, so that a withdrawal stops the page.',
    access: WATCHER,
    params: byId,
    query: z.object({
      /** The page has it playing: of its mission, and of nobody, this minute is counted. */
      playing: z.enum(['0', '1']).optional(),
    }),
    response: Pulse,
  },
  'GET /api/v1/public/reviews/{id}': {
    summary: 'The published programme of one State, where it is public by now: without a link.',
    access: EVERYBODY,
    params: byId,
    response: WatchProgramme,
  },
  'GET /api/v1/public/reviews/{id}/pulse': {
    summary: 'The same of a programme that is public; one that is so no more is not there.',
    access: EVERYBODY,
    params: byId,
    response: Pulse,
  },
});
