import {
  abandonTake,
  beginTake,
  finishReceiving,
  mayContinueTake,
  type Parts,
  sendingTake,
  stretchesOf,
} from '@rostrum/core';
import { Problem, UNFINISHED_KEPT_MS } from '@rostrum/domain';
import { Server } from '@tus/server';
import type { Express, Request as Incoming, Response as Outgoing, RequestHandler } from 'express';
import { NodeRequest } from 'srvx/node';
import { z } from 'zod';
import { admit, type Callers } from '../http/callers.ts';
import { refuseForgedRequest } from '../http/forgery.ts';
import type { SpeakerActor } from '../http/handler.ts';
import { refuseMethod } from '../http/register-routes.ts';
import type { Metrics } from '../metrics.ts';
import type { ApiSettings } from '../settings.ts';
import type { AdvisoryLocker } from './advisory-locker.ts';
import { bodyOf } from './body-of.ts';
import { createRawStore } from './raw-store.ts';
import { TakeStore } from './take-store.ts';
import { fromTusFailure, fromTusStatus } from './tus-failure.ts';
import { currentUploadCall, takeOfCall, type UploadCall, withUploadCall } from './upload-call.ts';

export const UPLOADS_PATH = '/api/v1/uploads';
/** The page sends parts of 8 MB; other clients may send somewhat more at once, never the whole of a large file. */
export const REQUEST_LIMIT_BYTES = 32 * 1024 * 1024;
/** A holder that is asked to let go has this long to store what it has read. */
const LOCK_DRAIN_MS = 1_000;

export interface UploadsDeps {
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'clock' | 'log' | 'settings'>;
  settings: Pick<ApiSettings, 'publicUrl' | 'storage'>;
  callers: Callers;
  locker: AdvisoryLocker;
  metrics: Metrics;
}

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/i);
const UploadId = z.uuid();
const METHODS = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'];

/** tus 1.0: creation (with or without a first part), resumption, termination, expiration. */
export function mountUploads(app: Express, deps: UploadsDeps): void {
  const { parts } = deps;
  const server = createTusServer(deps);

  const handle: RequestHandler<{ id?: string }> = async (request, response) => {
    response.setHeader('tus-resumable', '1.0.0');
    response.setHeader('cache-control', 'no-store');
    if (!METHODS.includes(request.method)) return refuseMethod(METHODS)(request, response, () => undefined);
    const call: UploadCall = {
      // Asked what the protocol version is, nobody has to be anybody.
      actor: { kind: 'speaker', invitationId: '', deviceId: '' },
      method: request.method,
      length: lengthOf(request),
      row: null,
      take: null,
      wireSha256: null,
      failure: null,
    };
    if (request.method !== 'OPTIONS') {
      refuseForgedRequest(request, deps.settings.publicUrl);
      call.actor = await admitSpeaker(request, deps.callers);
      refuseLargeRequest(request);
      if (request.params.id !== undefined) {
        const finished = await openTake(deps, call, request.params.id);
        if (finished !== null && request.method === 'HEAD') return answerFinished(response, finished);
        if (finished !== null) throw new Problem('upload_gone');
      }
    }
    await withUploadCall(call, async () => {
      const asked = new NodeRequest({ req: request, res: response });
      if (request.method === 'POST' || request.method === 'PATCH')
        Object.defineProperty(asked, 'body', { value: bodyOf(request) });
      const answer = await server.handleWeb(asked);
      await respond(call, request, response, answer);
    });
  };
  app.all(UPLOADS_PATH, handle);
  app.all(`${UPLOADS_PATH}/:id`, handle);

  async function respond(
    call: UploadCall,
    request: Incoming,
    response: Outgoing,
    answer: Response,
  ): Promise<void> {
    const creating = request.params.id === undefined && request.method === 'POST';
    if (answer.status >= 400) {
      if (creating && call.take !== null) await giveUp(call);
      if (answer.status === 412) response.setHeader('tus-version', '1.0.0');
      throw call.failure === null ? fromTusStatus(answer.status) : fromTusFailure(call.failure);
    }
    if (response.destroyed) return;
    if (request.method === 'HEAD') await finishForgotten(call, answer.headers);
    response.status(answer.status);
    for (const [name, value] of answer.headers) {
      // The pages are of this origin: nobody else is told anything.
      if (!name.startsWith('access-control-')) response.setHeader(name, value);
    }
    if (creating || request.method === 'PATCH' || request.method === 'HEAD') {
      // From the last byte, and this was it.
      const endsAt = new Date(parts.clock.now().getTime() + UNFINISHED_KEPT_MS);
      response.setHeader('upload-expires', endsAt.toUTCString());
    }
    response.end();
  }

  /** Everything was stored, and the process ended before it could say so. */
  async function finishForgotten(call: UploadCall, headers: Headers): Promise<void> {
    const offset = headers.get('upload-offset');
    if (offset === null || offset !== headers.get('upload-length')) return;
    const take = await parts.store.takes.get(takeOfCall(call).id);
    if (take === null || take.sizeBytes !== null) return;
    const size = Number(offset);
    const [whole, ...others] = stretchesOf(take.hashState) ?? [];
    call.wireSha256 = others.length === 0 && whole?.bytes === size ? whole.sha256 : null;
    await finish(deps, call, size);
  }

  async function giveUp(call: UploadCall): Promise<void> {
    try {
      await abandonTake(parts, { actor: call.actor, takeId: takeOfCall(call).id });
    } catch (error) {
      // The failure that is being answered matters more; the sweep gives the take up later.
      parts.log.error('upload_not_abandoned', error, { takeId: call.take?.id });
    }
  }
}

function createTusServer(deps: UploadsDeps): Server {
  const { parts, settings, metrics, locker } = deps;
  const raw = createRawStore(settings.storage, parts.settings.scratchDir);
  return new Server({
    path: UPLOADS_PATH,
    locker,
    lockDrainTimeout: LOCK_DRAIN_MS,
    allowedOrigins: [settings.publicUrl],
    datastore: new TakeStore({ parts, metrics, raw, requestLimitBytes: REQUEST_LIMIT_BYTES }),
    generateUrl: () => `${UPLOADS_PATH}/${takeOfCall(currentUploadCall()).id}`,
    getFileIdFromRequest: () => takeOfCall(currentUploadCall()).originalKey,
    async namingFunction(request, metadata) {
      const call = currentUploadCall();
      const begun = await beginTake(parts, {
        actor: call.actor,
        way: 'tus',
        fileName: metadata?.filename ?? null,
        declaredBytes: declaredBytes(request.headers.get('upload-length')),
        declaredSha256: declaredSha256(metadata?.sha256),
      });
      call.take = { id: begun.takeId, originalKey: begun.originalKey };
      return begun.originalKey;
    },
    async onUploadFinish(_request, upload) {
      await finish(deps, currentUploadCall(), upload.offset);
      return {};
    },
    onResponseError(_request, error) {
      const call = currentUploadCall();
      call.failure ??= error;
      return undefined;
    },
  });

  function declaredBytes(header: string | null): number {
    const length = z.coerce.number().int().nonnegative().safeParse(header);
    if (header === null || !length.success) throw new Problem('request_invalid');
    return length.data;
  }

  function declaredSha256(value: string | null | undefined): string | null {
    if (value === undefined || value === null) return null;
    const hash = Sha256.safeParse(value);
    if (!hash.success) throw new Problem('request_invalid');
    return hash.data;
  }
}

async function finish(deps: UploadsDeps, call: UploadCall, sizeBytes: number): Promise<void> {
  await finishReceiving(deps.parts, {
    takeId: takeOfCall(call).id,
    sizeBytes,
    wireSha256: call.wireSha256,
  });
}

async function admitSpeaker(request: Incoming, callers: Callers): Promise<SpeakerActor> {
  const actor = await admit(request, ['speaker'], callers, { secondFactorRequired: true });
  if (actor?.kind !== 'speaker') throw new Problem('not_allowed');
  return actor;
}

function lengthOf(request: Incoming): number | null {
  const length = z.coerce.number().int().nonnegative().safeParse(request.get('content-length'));
  return length.success ? length.data : null;
}

function refuseLargeRequest(request: Incoming): void {
  const length = lengthOf(request) ?? 0;
  if (length > REQUEST_LIMIT_BYTES) {
    throw new Problem('body_too_large', { figures: { bytes: length, limitBytes: REQUEST_LIMIT_BYTES } });
  }
}

/**
 * Puts the take into the call. One whose last byte came is given back: who lost the last answer and asks again
 * hears that everything is there, whatever became of the take since.
 * @throws Problem not_found | upload_gone | deadline_passed | statement_withdrawn
 */
async function openTake(
  { parts }: UploadsDeps,
  call: UploadCall,
  id: string,
): Promise<{ sizeBytes: number } | null> {
  if (!UploadId.safeParse(id).success) throw new Problem('not_found');
  const take = await sendingTake(parts, { actor: call.actor, takeId: id });
  call.take = { id: take.id, originalKey: take.originalKey };
  const ended = take.state === 'abandoned' || take.state === 'refused';
  if (take.sizeBytes !== null && !ended) return { sizeBytes: take.sizeBytes };
  // A part is asked about once, under its lock.
  if (call.method === 'PATCH') return null;
  await mayContinueTake(parts, { actor: call.actor, takeId: id });
  return null;
}

function answerFinished(response: Outgoing, { sizeBytes }: { sizeBytes: number }): void {
  response.setHeader('upload-offset', String(sizeBytes));
  response.setHeader('upload-length', String(sizeBytes));
  response.status(200).end();
}
