import { pipeline } from 'node:stream/promises';
import { portraitOf, removePortrait, setPortrait } from '@rostrum/core';
import type { HandlersOf, RouteName } from '../http/handler.ts';
import { receivePortrait } from '../uploads/receive-portrait.ts';
import type { HandlerDeps } from './handler-deps.ts';

type PortraitRoute = Extract<RouteName, `${string}/portrait`>;

export function portraitHandlers({ parts }: HandlerDeps): HandlersOf<PortraitRoute> {
  return {
    'GET /api/v1/speaker/portrait': async (_input, { actor }, response) => {
      const { body, bytes } = await portraitOf(parts, { actor });
      response.setHeader('content-type', 'image/jpeg');
      response.setHeader('content-length', String(bytes));
      response.setHeader('cache-control', 'no-store');
      await pipeline(body, response);
    },
    'PUT /api/v1/speaker/portrait': async (_input, { actor, request, response }) =>
      setPortrait(parts, { actor, picture: await receivePortrait(request, response) }),
    'DELETE /api/v1/speaker/portrait': (_input, { actor }) => removePortrait(parts, { actor }),
  };
}
