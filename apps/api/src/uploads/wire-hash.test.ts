import { createHash, randomBytes } from 'node:crypto';
import { stretchesOf } from '@rostrum/core';
import { describe, expect, it } from 'vitest';
import { liveHashes } from './live-hashes.ts';
import { newWireHash, resumeWireHash } from './wire-hash.ts';

const file = randomBytes(10_000);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stored = (start: number, end: number) =>
  (async function* () {
    yield file.subarray(start, end);
  })();
const unreadable = () => null;

function hashed(to: number) {
  const hash = newWireHash();
  hash.update(file.subarray(0, to));
  return hash;
}

describe('the hash of what came over the wire', () => {
  it('is one of the whole within a process, whatever was kept of it on the way', () => {
    const hash = hashed(6_000);
    expect(stretchesOf(hash.state())).toEqual([{ bytes: 6_000, sha256: sha256(file.subarray(0, 6_000)) }]);
    hash.update(file.subarray(6_000));
    expect(hash.digest()).toBe(sha256(file));
    expect(stretchesOf(newWireHash().state())).toEqual([]);
  });

  it('begins another stretch behind what another process kept', async () => {
    const second = await resumeWireHash(hashed(6_000).state(), 6_000, unreadable);
    second.update(file.subarray(6_000));
    expect(second.offset).toBe(file.length);
    expect(second.digest()).toBeNull();
    expect(stretchesOf(second.state())).toEqual([
      { bytes: 6_000, sha256: sha256(file.subarray(0, 6_000)) },
      { bytes: 4_000, sha256: sha256(file.subarray(6_000)) },
    ]);
  });

  it('reads back what was stored and not hashed, where that can be read', async () => {
    const readable = await resumeWireHash(hashed(100).state(), 7_000, stored);
    const not = await resumeWireHash(hashed(100).state(), 7_000, unreadable);
    for (const hash of [readable, not]) hash.update(file.subarray(7_000));
    const first = { bytes: 100, sha256: sha256(file.subarray(0, 100)) };
    expect(stretchesOf(readable.state())).toEqual([
      first,
      { bytes: 9_900, sha256: sha256(file.subarray(100)) },
    ]);
    expect(stretchesOf(not.state())).toEqual([
      first,
      { bytes: 6_900, sha256: null },
      { bytes: 3_000, sha256: sha256(file.subarray(7_000)) },
    ]);
    const whole = await resumeWireHash(null, 7_000, stored);
    whole.update(file.subarray(7_000));
    expect(whole.digest()).toBe(sha256(file));
    await expect(resumeWireHash(null, 200, (start) => stored(start, start + 1))).rejects.toThrow('length');
  });

  it('leaves out a stretch of which not everything is stored', async () => {
    const hash = await resumeWireHash(hashed(100).state(), 50, unreadable);
    hash.update(file.subarray(50));
    expect(stretchesOf(hash.state())).toEqual([
      { bytes: 50, sha256: null },
      { bytes: 9_950, sha256: sha256(file.subarray(50)) },
    ]);
  });
});

describe('the hashes of a process', () => {
  it('are taken up only where the row says exactly the same', () => {
    const live = liveHashes();
    const hash = hashed(100);
    const state = hash.state();
    const take = (at: { state: Uint8Array | null; offset: number }) => {
      live.keep('a', hash);
      return live.take('a', at);
    };
    expect(take({ state, offset: 100 })).toBe(hash);
    // Taken is taken.
    expect(live.take('a', { state, offset: 100 })).toBeNull();
    expect(take({ state: Uint8Array.from(state), offset: 100 })).toBe(hash);
    expect(take({ state, offset: 101 })).toBeNull();
    expect(take({ state: null, offset: 100 })).toBeNull();
    const other = newWireHash();
    other.update(Buffer.alloc(100));
    expect(take({ state: other.state(), offset: 100 })).toBeNull();
  });
});
