import {
  addReview,
  boardOf,
  cancelCut,
  decide,
  delegateLink,
  issueInvitation,
  issueMissionLink,
  listSessions,
  missionsOf,
  reissueLink,
  requestCut,
  retryTake,
  revokeLinks,
  revokeMissionLinks,
  setFloorTime,
  speakerLink,
  statementDetailOf,
  undoDecision,
} from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { HandlersOf } from '../http/handler.ts';
import { named } from '../http/named.ts';
import { eventStream } from '../live/event-stream.ts';
import { cutView, staffSessionView, takeView } from '../views/common.ts';
import { boardView, statementDetail } from '../views/statements.ts';
import type { HandlerDeps } from './handler-deps.ts';
import { withMedia } from './speaker.ts';

type ReviewRoute =
  | 'GET /api/v1/sessions'
  | 'GET /api/v1/sessions/{id}/board'
  | 'GET /api/v1/events'
  | 'GET /api/v1/statements/{id}'
  | 'POST /api/v1/takes/{id}/cuts'
  | 'POST /api/v1/cuts/{id}/cancel'
  | 'POST /api/v1/takes/{id}/retry'
  | 'POST /api/v1/statements/{id}/decisions'
  | 'POST /api/v1/decisions/{id}/undo'
  | 'PUT /api/v1/reviews/{id}/floor-time'
  | 'POST /api/v1/sessions/{id}/reviews'
  | 'POST /api/v1/reviews/{id}/invitations'
  | 'POST /api/v1/invitations/{id}/link'
  | 'DELETE /api/v1/invitations/{id}/link'
  | 'GET /api/v1/missions'
  | 'POST /api/v1/missions/{id}/link'
  | 'DELETE /api/v1/missions/{id}/link';

export function reviewHandlers(deps: HandlerDeps): HandlersOf<ReviewRoute> {
  const { parts, media, metrics, callers, stopping } = deps;
  const detail = async (statementId: string) =>
    statementDetail(await statementDetailOf(parts, { statementId }), media);

  return {
    'GET /api/v1/sessions': async () => ({ sessions: (await listSessions(parts)).map(staffSessionView) }),

    'GET /api/v1/sessions/{id}/board': async ({ params }) =>
      boardView(await boardOf(parts, { sessionId: params.id })),

    'GET /api/v1/events': (_input, { request }, response) =>
      eventStream(
        { events: parts.events, metrics, stopping },
        {
          request,
          response,
          wants: () => true,
          stillOpen: async () => (await callers.staff(request)) !== null,
        },
      ),

    'GET /api/v1/statements/{id}': ({ params }) => detail(params.id),

    'POST /api/v1/takes/{id}/cuts': async ({ params, body }, { actor }) => {
      const cut = await requestCut(parts, { actor, takeId: params.id, edit: body });
      const take = await parts.store.takes.get(params.id);
      if (take === null) throw new Problem('not_found');
      const { floor } = await statementDetailOf(parts, { statementId: take.statementId });
      return cutView(await withMedia(deps, cut, { floor, statementId: take.statementId }), media);
    },

    'POST /api/v1/cuts/{id}/cancel': ({ params }, { actor }) => cancelCut(parts, { actor, cutId: params.id }),

    'POST /api/v1/takes/{id}/retry': async ({ params }, { actor }) => {
      const { id, statementId } = await retryTake(parts, { actor, takeId: params.id });
      const { takes } = await statementDetailOf(parts, { statementId });
      const take = takes.find((one) => one.id === id);
      if (take === undefined) throw new Problem('not_found');
      return takeView(take, media);
    },

    'POST /api/v1/statements/{id}/decisions': async ({ params, body }, { actor }) => {
      const { seen, ...said } = body;
      await decide(parts, {
        ...said,
        actor,
        statementId: params.id,
        seen: seen && { ...seen, judgedAt: seen.judgedAt === null ? null : new Date(seen.judgedAt) },
      });
      return await detail(params.id);
    },

    'POST /api/v1/decisions/{id}/undo': async ({ params, body }, { actor }) => {
      const { statementId } = await undoDecision(parts, {
        actor,
        decisionId: params.id,
        version: body.version,
      });
      return await detail(statementId);
    },

    'PUT /api/v1/reviews/{id}/floor-time': ({ params, body: { seen, ...floor } }, { actor }) =>
      setFloorTime(parts, { actor, reviewId: params.id, ...named(floor), seen: named(seen ?? {}) }),

    'POST /api/v1/sessions/{id}/reviews': ({ params, body }, { actor }) => {
      const { presessionAt, ...rest } = body;
      return addReview(parts, {
        actor,
        sessionId: params.id,
        ...named(rest),
        presessionAt: presessionAt ? new Date(presessionAt) : null,
      });
    },

    'POST /api/v1/reviews/{id}/invitations': async ({ params, body }, { actor }) => {
      const { token, ...made } = await issueInvitation(parts, {
        actor,
        reviewId: params.id,
        organisation: body.organisation,
        email: body.email,
        language: body.language,
        deadlineAt: body.deadlineAt === null ? null : new Date(body.deadlineAt),
      });
      return { ...made, link: speakerLink(parts.settings, token) };
    },

    'POST /api/v1/invitations/{id}/link': async ({ params, body }, { actor }) => {
      const { token } = await reissueLink(parts, { actor, invitationId: params.id, mail: body.mail });
      return { link: speakerLink(parts.settings, token) };
    },

    'DELETE /api/v1/invitations/{id}/link': ({ params }, { actor }) =>
      revokeLinks(parts, { actor, invitationId: params.id }),

    'GET /api/v1/missions': async ({ query }) => ({ missions: await missionsOf(parts, query) }),

    'POST /api/v1/missions/{id}/link': async ({ params, body }, { actor }) => {
      const { token } = await issueMissionLink(parts, { actor, missionId: params.id, ...body });
      return { link: delegateLink(parts.settings, token) };
    },

    'DELETE /api/v1/missions/{id}/link': ({ params, query }, { actor }) =>
      revokeMissionLinks(parts, { actor, missionId: params.id, sessionId: query.sessionId }),
  };
}
