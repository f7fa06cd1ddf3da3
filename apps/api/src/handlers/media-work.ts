import { choosePoster, statementDetailOf, type TakeWithCuts, turnTake } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { HandlersOf, RouteName } from '../http/handler.ts';
import { cutView, takeView } from '../views/common.ts';
import type { HandlerDeps } from './handler-deps.ts';

type MediaWorkRoute = Extract<RouteName, 'POST /api/v1/takes/{id}/turn' | 'PUT /api/v1/cuts/{id}/poster'>;

/** What a coordinator has made of a take's picture. */
export function mediaWorkHandlers({ parts, media }: HandlerDeps): HandlersOf<MediaWorkRoute> {
  const takeOf = async (takeId: string): Promise<TakeWithCuts> => {
    const take = await parts.store.takes.get(takeId);
    if (take === null) throw new Problem('not_found');
    const { takes } = await statementDetailOf(parts, { statementId: take.statementId });
    const found = takes.find(({ id }) => id === takeId);
    if (found === undefined) throw new Problem('not_found');
    return found;
  };
  return {
    'POST /api/v1/takes/{id}/turn': async ({ params, body }, { actor }) => {
      await turnTake(parts, { ...body, actor, takeId: params.id });
      return takeView(await takeOf(params.id), media);
    },

    'PUT /api/v1/cuts/{id}/poster': async ({ params, body }, { actor }) => {
      await choosePoster(parts, { ...body, actor, cutId: params.id });
      const cut = await parts.store.cuts.get(params.id);
      if (cut === null) throw new Problem('not_found');
      const { cuts } = await takeOf(cut.takeId);
      const found = cuts.find(({ id }) => id === params.id);
      if (found === undefined) throw new Problem('not_found');
      return cutView(found, media);
    },
  };
}
