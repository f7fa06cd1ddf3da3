import {
  accessOf,
  addAllMissions,
  attendanceOf,
  issueMissionLinks,
  missionLinksOf,
  revokeMissionLink,
  revokeSessionLinks,
  setMissionAddresses,
  setPublicFrom,
  setWatchWindow,
} from '@rostrum/core';
import type { HandlersOf } from '../http/handler.ts';
import { accessView, attendanceView } from '../views/access.ts';
import { instant } from '../views/common.ts';
import type { HandlerDeps } from './handler-deps.ts';

type AccessRoute =
  | 'POST /api/v1/missions/all'
  | 'PUT /api/v1/missions/addresses'
  | 'POST /api/v1/sessions/{id}/missions/links'
  | 'DELETE /api/v1/sessions/{id}/missions/links'
  | 'GET /api/v1/missions/{id}/links'
  | 'DELETE /api/v1/mission-links/{id}'
  | 'GET /api/v1/sessions/{id}/attendance'
  | 'GET /api/v1/sessions/{id}/access'
  | 'PUT /api/v1/sessions/{id}/access/window'
  | 'PUT /api/v1/reviews/{id}/programme/public-from';

export function accessHandlers({ parts }: HandlerDeps): HandlersOf<AccessRoute> {
  return {
    'POST /api/v1/missions/all': (_input, { actor }) => addAllMissions(parts, { actor }),

    'PUT /api/v1/missions/addresses': ({ body }, { actor }) =>
      setMissionAddresses(parts, { actor, lines: body.lines }),

    'POST /api/v1/sessions/{id}/missions/links': async ({ params, body }, { actor }) => ({
      links: await issueMissionLinks(parts, { actor, sessionId: params.id, mail: body.mail }),
    }),

    'DELETE /api/v1/sessions/{id}/missions/links': ({ params }, { actor }) =>
      revokeSessionLinks(parts, { actor, sessionId: params.id }),

    'GET /api/v1/missions/{id}/links': async ({ params, query }) => {
      const links = await missionLinksOf(parts, { missionId: params.id, sessionId: query.sessionId });
      return {
        links: links.map(({ id, createdAt, expiresAt, firstUsedAt, devices, openings, email }) => ({
          id,
          createdAt: instant(createdAt),
          expiresAt: instant(expiresAt),
          firstUsedAt: instant(firstUsedAt),
          devices,
          openings,
          mailed: email !== null,
        })),
      };
    },

    'DELETE /api/v1/mission-links/{id}': ({ params }, { actor }) =>
      revokeMissionLink(parts, { actor, linkId: params.id }),

    'GET /api/v1/sessions/{id}/attendance': async ({ params }) =>
      attendanceView(await attendanceOf(parts, { sessionId: params.id })),

    'GET /api/v1/sessions/{id}/access': async ({ params }) =>
      accessView(await accessOf(parts, { sessionId: params.id })),

    'PUT /api/v1/sessions/{id}/access/window': async ({ params, body }, { actor }) => {
      const window = { opensAt: at(body.opensAt), closesAt: at(body.closesAt) };
      await setWatchWindow(parts, { actor, sessionId: params.id, window });
      return accessView(await accessOf(parts, { sessionId: params.id }));
    },

    'PUT /api/v1/reviews/{id}/programme/public-from': ({ params, body }, { actor }) =>
      setPublicFrom(parts, { actor, reviewId: params.id, at: at(body.at) }),
  };
}

const at = (time: string | null): Date | null => (time === null ? null : new Date(time));
