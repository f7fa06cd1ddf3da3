import type { CutRecord, CutWithMedia } from '@rostrum/core';
import {
  answerDecision,
  mailReceipt,
  receiptOf,
  requestCut,
  setConsent,
  setLanguage,
  speakerStatementOf,
  standingOfCut,
  takeBack,
  withdrawStatement,
} from '@rostrum/core';
import { type FloorTime, judgeLength, Problem } from '@rostrum/domain';
import type { HandlersOf } from '../http/handler.ts';
import { toProblem } from '../http/to-problem.ts';
import { eventStream } from '../live/event-stream.ts';
import type { StatementOf } from '../static-pages.ts';
import { receiveForm } from '../uploads/receive-form.ts';
import { cutView } from '../views/common.ts';
import { speakerView } from '../views/statements.ts';
import type { HandlerDeps } from './handler-deps.ts';

type SpeakerRoute =
  | 'GET /api/v1/speaker/statement'
  | 'GET /api/v1/speaker/events'
  | 'POST /api/v1/speaker/takes'
  | 'POST /api/v1/speaker/takes/{id}/abandon'
  | 'GET /api/v1/speaker/takes/{id}/receipt'
  | 'POST /api/v1/speaker/takes/{id}/receipt/mail'
  | 'PUT /api/v1/speaker/language'
  | 'POST /api/v1/speaker/takes/{id}/cuts'
  | 'POST /api/v1/speaker/decisions/{id}/answer'
  | 'PUT /api/v1/speaker/consent'
  | 'POST /api/v1/speaker/statement/withdraw';

export function speakerHandlers(deps: HandlerDeps): HandlersOf<SpeakerRoute> {
  const { parts, callers, media, metrics, stopping } = deps;
  return {
    'GET /api/v1/speaker/statement': async (_input, { actor }) =>
      speakerView(await speakerStatementOf(parts, { actor }), media),

    'GET /api/v1/speaker/events': async (_input, { actor, request }, response) => {
      await eventStream(
        { events: parts.events, metrics, stopping },
        {
          request,
          response,
          wants: (event) => event.invitationId === actor.invitationId,
          stillOpen: async () => (await callers.speaker(request)) !== null,
        },
      );
    },

    'POST /api/v1/speaker/takes': async (_input, { actor, request }, response) => {
      const takeId = await receiveForm(
        { parts, metrics },
        { request, response, actor, mayBegin: () => undefined },
      );
      const take = await parts.store.takes.get(takeId);
      response.status(201).setHeader('cache-control', 'no-store');
      response.json({ id: takeId, state: take?.state ?? 'receiving', sizeBytes: take?.sizeBytes ?? null });
    },

    'POST /api/v1/speaker/takes/{id}/abandon': ({ params }, { actor }) =>
      takeBack(parts, { actor, takeId: params.id }),

    'GET /api/v1/speaker/takes/{id}/receipt': async ({ params }, { actor }) => {
      const { payload, keyId, signature } = await receiptOf(parts, { actor, takeId: params.id });
      return { payload: { ...payload }, keyId, signature };
    },

    'POST /api/v1/speaker/takes/{id}/receipt/mail': ({ params }, { actor }) =>
      mailReceipt(parts, { actor, takeId: params.id }),

    'PUT /api/v1/speaker/language': ({ body }, { actor }) => setLanguage(parts, { ...body, actor }),

    'POST /api/v1/speaker/takes/{id}/cuts': async ({ params, body }, { actor }) => {
      const cut = await requestCut(parts, { actor, takeId: params.id, edit: body });
      const { floor, statement } = await speakerStatementOf(parts, { actor });
      return cutView(await withMedia(deps, cut, { floor, statementId: statement.id }), media);
    },

    'POST /api/v1/speaker/decisions/{id}/answer': async ({ params, body }, { actor }) => {
      await answerDecision(parts, {
        actor,
        decisionId: params.id,
        answer: body.answer,
        ...(body.note === undefined ? {} : { note: body.note }),
      });
    },

    'PUT /api/v1/speaker/consent': async ({ body }, { actor }) => {
      const endsAt = body.endsAt === null ? null : new Date(body.endsAt);
      await setConsent(parts, { ...body, actor, endsAt });
    },

    'POST /api/v1/speaker/statement/withdraw': async (_input, { actor }) => {
      const own = await parts.store.statements.byInvitation(actor.invitationId);
      if (own === null) throw new Problem('not_found');
      await withdrawStatement(parts, { actor, statementId: own.id });
    },
  };
}

/** The statement of whoever opens the page, if somebody does. The page asks again for what cannot be had now. */
export function statementInPage({ parts, callers, media }: HandlerDeps): StatementOf {
  return async (request) => {
    try {
      const actor = await callers.speaker(request);
      return actor === null ? null : speakerView(await speakerStatementOf(parts, { actor }), media);
    } catch (error) {
      parts.log.warn('statement_not_in_page', { code: toProblem(error).problem.code });
      return null;
    }
  };
}

export async function withMedia(
  { parts }: Pick<HandlerDeps, 'parts'>,
  cut: CutRecord,
  { floor, statementId }: { floor: FloorTime; statementId: string },
): Promise<CutWithMedia> {
  const standing = await standingOfCut(parts.queue, cut, statementId);
  const mediaSet = cut.mediaSetId === null ? null : await parts.store.mediaSets.get(cut.mediaSetId);
  return { ...cut, ...standing, mediaSet, fit: judgeLength(cut.measuredMs, floor) };
}
