import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newWireHash, resumeWireHash } from './wire-hash.ts';

const file = randomBytes(10_000);
const expected = createHash('sha256').update(file).digest('hex');
const stored = (start: number, end: number) =>
  (async function* () {
    yield file.subarray(start, end);
  })();
const unreadable = () => null;

describe('the hash of what came over the wire', () => {
  it('goes on from where its state was kept', async () => {
    const first = await newWireHash();
    first.update(file.subarray(0, 6_000));
    const kept = { state: first.state(), offset: 6_000 };
    const second = await resumeWireHash(kept, 6_000, unreadable);
    second?.update(file.subarray(6_000));
    expect(second?.offset).toBe(file.length);
    expect(second?.digest()).toBe(expected);
  });

  it('reads back what was stored and not hashed', async () => {
    const first = await newWireHash();
    first.update(file.subarray(0, 100));
    for (const kept of [
      { state: first.state(), offset: 100 },
      { state: null, offset: null },
    ]) {
      const hash = await resumeWireHash(kept, 7_000, stored);
      hash?.update(file.subarray(7_000));
      expect(hash?.digest()).toBe(expected);
    }
  });

  it('says that it cannot know', async () => {
    const first = await newWireHash();
    first.update(file.subarray(0, 100));
    const kept = { state: first.state(), offset: 100 };
    // More hashed than stored; a gap that cannot be read; a store that gives less than it should.
    expect(await resumeWireHash(kept, 50, stored)).toBeNull();
    expect(await resumeWireHash(kept, 200, unreadable)).toBeNull();
    expect(await resumeWireHash(kept, 200, (start) => stored(start, start + 1))).toBeNull();
  });
});
