import type { Events, LiveEvent } from '@rostrum/core';
import type { Request, Response } from 'express';
import type { Metrics } from '../metrics.ts';

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 3_000;
/** A listener that reads nothing while this much waits for it is cut off; it comes back and asks anew. */
const MAX_WAITING_BYTES = 64 * 1024;

export interface EventStreamDeps {
  events: Events;
  metrics: Pick<Metrics, 'live'>;
  /** Aborted when this process stops: a page comes back to the one that follows. */
  stopping: AbortSignal;
}

export interface Listening {
  request: Request;
  response: Response;
  /** What this listener may hear. */
  wants(event: LiveEvent): boolean;
  /** Asked at every heartbeat, and when a device was opened or closed: the stream ends with the session. */
  stillOpen(): Promise<boolean>;
}

/**
 * Server-sent events: `hello` at once, so that a page knows that no proxy buffers it, then `change` with ids, and
 * `heartbeat` in between.
 * Nothing is replayed: on every (re)connection the page asks again for what it shows.
 */
export async function eventStream(
  { events, metrics, stopping }: EventStreamDeps,
  { request, response, wants, stillOpen }: Listening,
): Promise<void> {
  // Whoever left while they were being admitted is never heard to close.
  if (response.destroyed) return;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${RETRY_MS}\nevent: hello\ndata: {}\n\n`);
  metrics.live(1);
  await new Promise<void>((resolve) => {
    const end = () => {
      clearInterval(heartbeat);
      unsubscribe();
      stopping.removeEventListener('abort', end);
      response.end();
      resolve();
    };
    const write = (text: string) => {
      if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
      else response.write(text);
    };
    const check = () => {
      stillOpen().then(
        (open) => {
          if (!open) end();
        },
        // The database is away: whether the session stands cannot be told, so it is not relied upon.
        () => end(),
      );
    };
    const unsubscribe = events.subscribe((event) => {
      if (!wants(event)) return;
      write(`event: change\ndata: ${JSON.stringify(forPage(event))}\n\n`);
      if (event.what === 'device') check();
    });
    const heartbeat = setInterval(() => {
      write('event: heartbeat\ndata: {}\n\n');
      check();
    }, HEARTBEAT_MS);
    response.once('close', end);
    request.once('error', end);
    stopping.addEventListener('abort', end);
    if (stopping.aborted) end();
  });
  metrics.live(-1);
}

function forPage({
  what,
  reviewId,
  statementId,
}: LiveEvent): Pick<LiveEvent, 'what' | 'reviewId' | 'statementId'> {
  return { what, reviewId, ...(statementId === undefined ? {} : { statementId }) };
}
