import type { Parts } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { SpeakerActor } from '../http/handler.ts';
import type { Metrics } from '../metrics.ts';
import { type EngineDeps, takeStorageEngine } from './take-storage-engine.ts';

/** Around the file: boundaries, headers, a few small fields. */
const FORM_OVERHEAD_BYTES = 64 * 1024;
const FIELD_BYTES = 1024;
const FIELDS = 8;

export interface ReceiveFormDeps extends EngineDeps {
  parts: Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'clock' | 'log'>;
  metrics: Metrics;
}

/**
 * One multipart request with one file in the field "file"; fields of text stand before it.
 * @returns the take's id
 * @throws Problem as beginTake, and file_missing | request_invalid | size_over_limit
 */
export async function receiveForm(
  deps: ReceiveFormDeps,
  options: {
    request: Request;
    response: Response;
    actor: SpeakerActor;
    mayBegin(fields: unknown): void | Promise<void>;
    /** Whoever draws the form again needs its fields, however large the file behind them is. */
    fieldsFirst?: boolean;
  },
): Promise<string> {
  const { request, response, actor } = options;
  const tooLarge = await tooLargeByLength(deps, request, actor);
  if (tooLarge !== null && options.fieldsFirst !== true) throw tooLarge;
  const mayBegin = async (fields: unknown) => {
    if (tooLarge !== null) throw tooLarge;
    await options.mayBegin(fields);
  };
  const broken = new AbortController();
  const onClose = () => {
    if (!request.readableEnded) broken.abort(new Error('the request broke off'));
  };
  request.once('close', onClose);
  let takeId: string | null = null;
  const engine = takeStorageEngine(deps, {
    actor,
    mayBegin,
    began: (id) => {
      takeId = id;
    },
    signal: broken.signal,
  });
  const receive = multer({
    // Multer reads the rest of a request before it tells of a failure; a speaker should not have to send two
    // gigabytes to be told. The engine's failure is heard here at once.
    storage: {
      _handleFile: (req, file, callback) =>
        engine._handleFile(req, file, (error, info) => {
          if (error) failed.reject(error);
          callback(error, info);
        }),
      _removeFile: engine._removeFile.bind(engine),
    },
    defParamCharset: 'utf8',
    limits: { files: 1, fields: FIELDS, parts: FIELDS + 1, fieldSize: FIELD_BYTES, fieldNameSize: 100 },
  }).single('file');
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  try {
    await Promise.race([
      failed.promise,
      new Promise<void>((resolve, reject) => {
        receive(request, response, (error: unknown) => (error ? reject(error) : resolve()));
      }),
    ]);
  } catch (error) {
    // What is still on its way is not read: the connection ends with the answer.
    response.setHeader('connection', 'close');
    throw error;
  } finally {
    request.off('close', onClose);
  }
  if (takeId === null) {
    await mayBegin(request.body);
    throw new Problem('file_missing');
  }
  return takeId;
}

/** A browser says how much it will send: then nobody has to send it to be refused. */
async function tooLargeByLength(
  { parts }: ReceiveFormDeps,
  request: Request,
  actor: SpeakerActor,
): Promise<Problem | null> {
  const length = Number(request.get('content-length') ?? 0);
  const place = await parts.store.statements.contextOfInvitation(actor.invitationId);
  if (place === null) throw new Problem('not_found');
  const limitBytes = place.session.sizeLimitBytes;
  if (length <= limitBytes + FORM_OVERHEAD_BYTES) return null;
  return new Problem('size_over_limit', { figures: { bytes: length, limitBytes } });
}
