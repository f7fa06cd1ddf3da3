import { plannedHoursOf, setHalfDay } from '@rostrum/core';
import type { HandlersOf } from '../http/handler.ts';
import { plannedHoursView } from '../views/half-days.ts';
import type { HandlerDeps } from './handler-deps.ts';

type HalfDayRoute = 'GET /api/v1/sessions/{id}/hours' | 'PUT /api/v1/sessions/{id}/hours';

export function halfDayHandlers({ parts }: HandlerDeps): HandlersOf<HalfDayRoute> {
  const view = async (sessionId: string) =>
    plannedHoursView(await plannedHoursOf(parts, { sessionId }), parts.clock.now());
  return {
    'GET /api/v1/sessions/{id}/hours': ({ params }) => view(params.id),

    'PUT /api/v1/sessions/{id}/hours': async ({ params, body }, { actor }) => {
      const { slots, questions, ...named } = body;
      await setHalfDay(parts, {
        ...named,
        actor,
        sessionId: params.id,
        slots: slots.map((slot) => ({ ...slot, startsAt: new Date(slot.startsAt) })),
        questions: questions && {
          startsAt: new Date(questions.startsAt),
          endsAt: new Date(questions.endsAt),
        },
      });
      return await view(params.id);
    },
  };
}
