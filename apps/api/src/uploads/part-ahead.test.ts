import { describe, expect, it } from 'vitest';
import { sendAhead } from './part-ahead.ts';

const chunk = Buffer.alloc(400_000, 1);

describe('a part that goes ahead', () => {
  it('is what was added, and has the mark that the store gave', async () => {
    let got = 0;
    const ahead = sendAhead(async (body) => {
      for await (const piece of body) got += piece.length;
      return 'mark';
    });
    for (let n = 0; n < 10; n += 1) await ahead.add(chunk);
    expect(await ahead.end()).toBe('mark');
    expect(got).toBe(10 * chunk.length);
  });

  it('waits for a store that is slow, and for no store that has given up', async () => {
    const asked = Promise.withResolvers<string>();
    const ahead = sendAhead(() => asked.promise);
    let added = 0;
    const adding = (async () => {
      for (; added < 10; added += 1) await ahead.add(chunk);
    })();
    for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
    expect(added).toBeLessThan(4);
    asked.reject(new Error('the store said no'));
    await adding;
    expect(added).toBe(10);
    expect(await ahead.end()).toBeNull();
  });

  it('is over when it is abandoned', async () => {
    let over = false;
    const ahead = sendAhead(async (_body, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await new Promise(setImmediate);
      over = true;
      throw signal.reason;
    });
    await ahead.add(chunk);
    await ahead.abandon();
    expect(over).toBe(true);
    await ahead.add(chunk);
  });
});
