import { reconcileStorage } from '@rostrum/core';
import type { Request, Response } from 'express';
import type { HandlerDeps } from './handler-deps.ts';

/**
 * Counts for as long as somebody listens: a `progress` every few hundred objects, `done` with what was found, or
 * `failed`. Nothing is kept of it, so it may run in any process and twice at once.
 */
export async function countStorage(
  { parts, stopping }: Pick<HandlerDeps, 'parts' | 'stopping'>,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const left = new AbortController();
  const leave = () => left.abort();
  response.once('close', leave);
  request.once('error', leave);
  const signal = AbortSignal.any([left.signal, stopping]);
  const tell = (event: string, data: unknown) => {
    if (!signal.aborted) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  tell('progress', { objects: 0, bytes: 0 });
  try {
    const counted = await reconcileStorage(parts, {
      signal,
      onProgress: (objects, bytes) => tell('progress', { objects, bytes }),
    });
    tell('done', counted);
  } catch (error) {
    // Whoever left is told nothing; the store's own words stay in the log.
    if (!signal.aborted) parts.log.error('storage.count_failed', error);
    tell('failed', {});
  } finally {
    response.end();
  }
}
