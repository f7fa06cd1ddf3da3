import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { abortable } from './bytes.ts';

const CHUNKS = 50;

it('lets go of each chunk when it has passed', async () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new TypeError('no collector');
  async function* body(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < CHUNKS; i += 1) yield new Uint8Array(1000);
  }
  const passed: WeakRef<Uint8Array>[] = [];
  let most = 0;
  for await (const chunk of abortable(body(), new AbortController().signal)) {
    passed.push(new WeakRef(chunk));
    // A reference that was asked for holds until the turn ends.
    await nextTurn();
    collect();
    most = Math.max(most, passed.filter((one) => one.deref() !== undefined).length);
  }
  expect(passed).toHaveLength(CHUNKS);
  expect(most).toBeLessThan(CHUNKS / 10);
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
