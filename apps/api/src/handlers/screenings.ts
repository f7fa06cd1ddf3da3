import { cancelScreening, overrideScreening, scheduleScreening, screeningStanding } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { HandlersOf } from '../http/handler.ts';
import { staffScreeningView } from '../views/screenings.ts';
import type { HandlerDeps } from './handler-deps.ts';

type ScreeningRoute =
  | 'GET /api/v1/time'
  | 'GET /api/v1/reviews/{id}/screening'
  | 'PUT /api/v1/reviews/{id}/screening'
  | 'POST /api/v1/reviews/{id}/screening/cancel'
  | 'POST /api/v1/reviews/{id}/screening/acts';

export function screeningHandlers({ parts, media }: HandlerDeps): HandlersOf<ScreeningRoute> {
  const view = async (reviewId: string) =>
    staffScreeningView(await screeningStanding(parts.store, reviewId), media, parts.clock.now());
  return {
    'GET /api/v1/time': () => ({ serverNow: parts.clock.now().toISOString() }),

    'GET /api/v1/reviews/{id}/screening': async ({ params }) => {
      if ((await parts.store.reviews.byId(params.id)) === null) throw new Problem('not_found');
      return await view(params.id);
    },

    'PUT /api/v1/reviews/{id}/screening': async ({ params, body }, { actor }) => {
      const { startsAt, timeZone, version } = body;
      await scheduleScreening(parts, {
        actor,
        reviewId: params.id,
        startsAt: new Date(startsAt),
        timeZone,
        version,
      });
      return await view(params.id);
    },

    'POST /api/v1/reviews/{id}/screening/cancel': async ({ params, body }, { actor }) => {
      await cancelScreening(parts, { actor, reviewId: params.id, version: body.version });
      return await view(params.id);
    },

    'POST /api/v1/reviews/{id}/screening/acts': async ({ params, body }, { actor }) => {
      await overrideScreening(parts, { actor, reviewId: params.id, ...body });
      return await view(params.id);
    },
  };
}
