import { expect, it } from 'vitest';
import { abortable } from './bytes.ts';

const MEGA = 1024 * 1024;

it('lets go of each chunk when it has passed', async () => {
  const before = process.memoryUsage().arrayBuffers;
  async function* body(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 1500; i += 1) yield new Uint8Array(MEGA);
  }
  let most = 0;
  for await (const chunk of abortable(body(), new AbortController().signal)) {
    expect(chunk.byteLength).toBe(MEGA);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(most).toBeLessThan(400 * MEGA);
});

it('ends at once with the reason, also while the body is silent', async () => {
  const stop = new AbortController();
  async function* silent(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(1);
    await new Promise(() => undefined);
  }
  const reading = (async () => {
    for await (const _chunk of abortable(silent(), stop.signal))
      setImmediate(() => stop.abort(new Error('enough')));
  })();
  await expect(reading).rejects.toThrow('enough');
});
