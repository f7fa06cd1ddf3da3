import {
  addMission,
  addSession,
  changeSession,
  setContact,
  statementDetailOf,
  withdrawForSpeaker,
} from '@rostrum/core';
import type { HandlersOf } from '../http/handler.ts';
import { named } from '../http/named.ts';
import { staffSessionView } from '../views/common.ts';
import { statementDetail } from '../views/statements.ts';
import type { HandlerDeps } from './handler-deps.ts';

type PlanningRoute =
  | 'POST /api/v1/sessions'
  | 'PATCH /api/v1/sessions/{id}'
  | 'POST /api/v1/missions'
  | 'PUT /api/v1/invitations/{id}/contact'
  | 'POST /api/v1/statements/{id}/withdraw';

export function planningHandlers({ parts, media }: HandlerDeps): HandlersOf<PlanningRoute> {
  return {
    'POST /api/v1/sessions': async ({ body }, { actor }) => {
      const dates = { startsOn: new Date(body.startsOn), endsOn: new Date(body.endsOn) };
      const session = { ...withDates(body), ...dates };
      return staffSessionView(await addSession(parts, { actor, session }));
    },

    'PATCH /api/v1/sessions/{id}': async ({ params, body }, { actor }) =>
      staffSessionView(await changeSession(parts, { actor, sessionId: params.id, patch: withDates(body) })),

    'POST /api/v1/missions': ({ body }, { actor }) => addMission(parts, { actor, ...body }),

    'PUT /api/v1/invitations/{id}/contact': ({ params, body }, { actor }) =>
      setContact(parts, { actor, invitationId: params.id, email: body.email }),

    'POST /api/v1/statements/{id}/withdraw': async ({ params, body }, { actor }) => {
      await withdrawForSpeaker(parts, { actor, statementId: params.id, reason: body.reason });
      return statementDetail(await statementDetailOf(parts, { statementId: params.id }), media);
    },
  };
}

interface Times {
  startsOn?: string | undefined;
  endsOn?: string | undefined;
  uploadDeadlineAt?: string | null | undefined;
}

/** Days begin at midnight UTC, as the rows have them. */
function withDates<T extends Times>(body: T) {
  const { startsOn, endsOn, uploadDeadlineAt, ...rest } = body;
  return {
    ...named(rest),
    ...(startsOn === undefined ? {} : { startsOn: new Date(startsOn) }),
    ...(endsOn === undefined ? {} : { endsOn: new Date(endsOn) }),
    ...(uploadDeadlineAt === undefined
      ? {}
      : { uploadDeadlineAt: uploadDeadlineAt === null ? null : new Date(uploadDeadlineAt) }),
  };
}
