import { Id } from '@rostrum/domain';
import { z } from 'zod';
import { DELEGATE, defineRoutes } from './route.ts';
import { Instant } from './views.ts';
import { ScreeningView, WatchHome, WatchProgramme } from './watch-views.ts';

const byId = z.object({ id: Id });

export const watchRoutes = defineRoutes({
  'GET /api/v1/watch': {
    summary: "The session's States and their published programmes.",
    access: DELEGATE,
    response: WatchHome,
  },
  'GET /api/v1/watch/reviews/{id}': {
    summary: 'The published programme of one State, with its signed playlist.',
    access: DELEGATE,
    params: byId,
    response: WatchProgramme,
  },
  'GET /api/v1/watch/reviews/{id}/pulse': {
    summary: 'Which revision stands: asked every few seconds, so that a withdrawal stops the page.',
    access: DELEGATE,
    params: byId,
    response: z.object({
      revisionId: Id.nullable(),
      number: z.int().nullable(),
      epoch: z.int(),
      /** Until it is over the programme is shown in it alone; null where there is none, or it is over. */
      screening: ScreeningView.nullable(),
      serverNow: Instant,
    }),
  },
});
