/**
 * The body's chunks, without empty ones. Ends with `signal.reason` as soon as the signal is aborted,
 * also while the body is silent; the body is told to close and not waited for.
 */
export async function* abortable(
  body: AsyncIterable<Uint8Array> | Uint8Array,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  signal?.throwIfAborted();
  if (body instanceof Uint8Array) {
    if (body.byteLength > 0) yield body;
    return;
  }
  const iterator = body[Symbol.asyncIterator]();
  // One promise a chunk: racing each against a single promise of the abort would tie every chunk that ever passed
  // to that promise, and a body would be held in memory until its end.
  let stopWaiting: (reason: unknown) => void = () => undefined;
  const onAbort = () => stopWaiting(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  let ended = false;
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        stopWaiting = reject;
        iterator.next().then(resolve, reject);
      });
      if (next.done === true) {
        ended = true;
        return;
      }
      if (next.value.byteLength > 0) yield next.value;
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    if (!ended) {
      // A generator that waits for its source answers return() only when the source does.
      Promise.resolve(iterator.return?.()).catch(() => undefined);
    }
  }
}

export async function* counted(
  body: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of body) {
    onBytes(chunk.byteLength);
    yield chunk;
  }
}
