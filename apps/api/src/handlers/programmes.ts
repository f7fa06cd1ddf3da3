import { setTimeout } from 'node:timers/promises';
import {
  createAttendanceCounter,
  pastRevisions,
  programmeOf,
  publishedProgramme,
  publishProgramme,
  pulseOf,
  setOrder,
  unpublishProgramme,
  watchHomeOf,
  watchProgrammeOf,
} from '@rostrum/core';
import { type Actor, Problem } from '@rostrum/domain';
import type { HandlersOf } from '../http/handler.ts';
import { BrieflyKept } from '../media/briefly-kept.ts';
import { masterOf } from '../media/shown-media.ts';
import {
  pastRevisionView,
  playlistOf,
  posterOf,
  programmeView,
  revisionView,
  watchHome,
  watchProgramme,
} from '../views/programmes.ts';
import { openScreeningView } from '../views/screenings.ts';
import type { HandlerDeps } from './handler-deps.ts';

type ProgrammeRoute =
  | 'GET /api/v1/reviews/{id}/programme'
  | 'PUT /api/v1/reviews/{id}/programme/order'
  | 'POST /api/v1/reviews/{id}/programme/publish'
  | 'POST /api/v1/reviews/{id}/programme/unpublish'
  | 'GET /api/v1/reviews/{id}/programme/revisions'
  | 'GET /api/v1/reviews/{id}/programme/playlist'
  | 'GET /api/v1/watch'
  | 'GET /api/v1/watch/pulse'
  | 'GET /api/v1/watch/reviews/{id}'
  | 'GET /api/v1/watch/reviews/{id}/pulse'
  | 'GET /api/v1/public/reviews/{id}'
  | 'GET /api/v1/public/reviews/{id}/pulse';

const HOME_MARK_KEPT_MS = 1_000;

export function programmeHandlers({
  parts,
  media,
  screenings,
  consentEnds,
}: HandlerDeps): HandlersOf<ProgrammeRoute> {
  const attendance = createAttendanceCounter(parts);
  /** By session, or by invitation: a whole audience asks within the same seconds. */
  const homeMarks = new BrieflyKept<string>({ keepMs: HOME_MARK_KEPT_MS, most: 500 });
  /** Nobody who watches is kept from it because it could not be counted. */
  const watched = (of: Parameters<typeof attendance.watched>[0]) =>
    attendance.watched(of).catch((error: unknown) => parts.log.error('attendance_not_counted', error));
  const pulse = async (actor: Actor | null, reviewId: string) => {
    await consentEnds.settle(reviewId);
    const { admitted, serverNow, ...standing } = await pulseOf(parts, { actor, reviewId });
    const screening = admitted
      ? openScreeningView(await screenings.ofReview(reviewId), media, serverNow)
      : null;
    return { ...standing, screening, serverNow: parts.clock.now().toISOString() };
  };
  const watch = async (actor: Actor | null, reviewId: string) => {
    await consentEnds.settle(reviewId);
    const state = await watchProgrammeOf(parts, { actor, reviewId });
    return watchProgramme(state, media, await screenings.ofReview(reviewId));
  };
  const view = async (reviewId: string) => programmeView(await programmeOf(parts, { reviewId }), media.staff);
  /** One statement alone is shown, and its speaker lets it be had as files. */
  const filesOf = async (revisionId: string, epoch: number) => {
    const { items } = await publishedProgramme(parts, { revisionId });
    const shown = items.flatMap(({ statementId, mediaSet, captions }) =>
      mediaSet === null ? [] : [{ itemId: statementId, mediaSet, captions }],
    );
    const [only, another] = shown;
    const context =
      only === undefined || another !== undefined ? null : await parts.store.statements.context(only.itemId);
    if (only === undefined || context?.invitation.masterAllowed !== true) {
      return { masterUrl: null, captions: [] };
    }
    return {
      masterUrl: masterOf(shown) === null ? null : media.staff.programmeMaster(revisionId, epoch),
      captions: only.captions.map(({ language, label }) => ({
        language,
        label,
        url: media.staff.programmeCaptions(revisionId, epoch, language),
      })),
    };
  };
  return {
    'GET /api/v1/reviews/{id}/programme': ({ params }) => view(params.id),

    'PUT /api/v1/reviews/{id}/programme/order': async ({ params, body }, { actor }) => {
      await setOrder(parts, { actor, reviewId: params.id, ...body });
      return await view(params.id);
    },

    'POST /api/v1/reviews/{id}/programme/publish': async ({ params, body }, { actor }) => {
      await onceCardsAreDrawn(() => publishProgramme(parts, { actor, reviewId: params.id, ...body }));
      const { published, epoch } = await programmeOf(parts, { reviewId: params.id });
      // A withdrawal may have ended it between the two.
      if (published === null) throw new Problem('conflict');
      return revisionView(published, epoch, media.staff);
    },

    'POST /api/v1/reviews/{id}/programme/unpublish': async ({ params, body }, { actor }) => {
      await unpublishProgramme(parts, { actor, reviewId: params.id, reason: body.reason });
      return await view(params.id);
    },

    'GET /api/v1/reviews/{id}/programme/revisions': async ({ params }) => ({
      revisions: (await pastRevisions(parts, { reviewId: params.id })).map(pastRevisionView),
    }),

    'GET /api/v1/reviews/{id}/programme/playlist': async ({ params }) => {
      const { published, epoch } = await programmeOf(parts, { reviewId: params.id });
      const playlistUrl = published && playlistOf(published, epoch, media.staff);
      if (published === null || playlistUrl === null) throw new Problem('not_found');
      const files = await filesOf(published.id, epoch);
      return { playlistUrl, posterUrl: posterOf(published, epoch, media.staff), ...files };
    },

    'GET /api/v1/watch': async (_input, { actor }) => watchHome(await watchHomeOf(parts, { actor })),

    'GET /api/v1/watch/pulse': async (_input, { actor }) => ({
      mark: await homeMarks.get(
        actor.kind === 'delegate' ? actor.sessionId : actor.invitationId,
        async () => {
          return watchHome(await watchHomeOf(parts, { actor })).mark;
        },
      ),
      serverNow: parts.clock.now().toISOString(),
    }),

    'GET /api/v1/watch/reviews/{id}': ({ params }, { actor }) => watch(actor, params.id),

    'GET /api/v1/watch/reviews/{id}/pulse': async ({ params, query }, { actor }) => {
      const answer = await pulse(actor, params.id);
      if (query.playing === '1' && answer.revisionId !== null) {
        await watched({ actor, reviewId: params.id });
      }
      return answer;
    },

    'GET /api/v1/public/reviews/{id}': ({ params }) => watch(null, params.id),

    'GET /api/v1/public/reviews/{id}/pulse': ({ params }) => pulse(null, params.id),
  };
}

const CARDS_WAIT_MS = 8_000;
const CARDS_LOOK_MS = 250;

/** Cards that were asked for a moment ago are seconds away; whoever publishes just then need not be told. */
async function onceCardsAreDrawn<T>(publish: () => Promise<T>): Promise<T> {
  const untilMs = Date.now() + CARDS_WAIT_MS;
  for (;;) {
    try {
      return await publish();
    } catch (error) {
      const waits = error instanceof Problem && error.code === 'cards_not_ready' && Date.now() < untilMs;
      if (!waits) throw error;
      await setTimeout(CARDS_LOOK_MS);
    }
  }
}
