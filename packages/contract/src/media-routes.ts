import { Id, Turned } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, STAFF } from './route.ts';
import { CutView, Milliseconds, TakeView } from './views.ts';

const byId = z.object({ id: Id });

export const mediaRoutes = defineRoutes({
  'POST /api/v1/takes/{id}/turn': {
    summary:
      "Turns a take's picture, clockwise and counted from what its file asks for: it is prepared anew from the original, and its cuts are made anew. Until that ends it shows what it did, and cannot be decided on.",
    access: STAFF,
    params: byId,
    body: z.object({ turned: Turned, version: z.int().nonnegative() }),
    response: TakeView,
    status: 202,
    problems: [
      'stale',
      'take_not_ready',
      'take_approved',
      'take_published',
      'nothing_to_turn',
      'original_gone',
      'conflict',
      'statement_withdrawn',
    ],
  },
  'PUT /api/v1/cuts/{id}/poster': {
    summary:
      'Chooses the poster: the picture at a moment of the cut, or by measure (null). It is shown at once wherever the cut is, for a poster is not decided on.',
    access: STAFF,
    params: byId,
    body: z.object({ atMs: Milliseconds.nullable() }),
    response: CutView,
    status: 202,
    problems: ['cut_not_ready', 'outside_take', 'statement_withdrawn'],
  },
});
