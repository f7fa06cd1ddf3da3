import { PassThrough, type Readable } from 'node:stream';

const AHEAD_BYTES = 512 * 1024;

/** A part that goes on to the store while the rest of it still comes. */
export interface PartAhead {
  /** Resolves when the store may be given more. Never rejects: what went wrong is told by `end`. */
  add(chunk: Uint8Array): Promise<void>;
  /** All of it was added. @returns the store's mark of the part; null where it did not take it */
  end(): Promise<string | null>;
  /** It will not come whole; resolves when nothing is sent any more. */
  abandon(): Promise<void>;
}

export function sendAhead(send: (body: Readable, signal: AbortSignal) => Promise<string>): PartAhead {
  const body = new PassThrough({ highWaterMark: AHEAD_BYTES });
  body.on('error', () => undefined);
  const stop = new AbortController();
  const outcome = send(body, stop.signal)
    .catch(() => null)
    .finally(() => body.destroy());
  return {
    async add(chunk) {
      if (body.destroyed || body.write(chunk)) return;
      await new Promise<void>((resolve) => {
        const go = () => {
          body.off('drain', go);
          body.off('close', go);
          resolve();
        };
        // A store that answered before it had everything drains nothing any more.
        body.once('drain', go);
        body.once('close', go);
      });
    },
    async end() {
      if (!body.destroyed) body.end();
      return await outcome;
    },
    async abandon() {
      stop.abort(new Error('the part did not come whole'));
      await outcome;
    },
  };
}
