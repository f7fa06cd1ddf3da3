import type { Request } from 'express';

/** The body as @tus/server reads it. Node's own adapter copies each chunk once more. */
export function bodyOf(request: Request): ReadableStream<Uint8Array> {
  // Left alone when the reader stops early: an answer still goes the same way.
  const chunks: AsyncIterator<Uint8Array> = request.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
