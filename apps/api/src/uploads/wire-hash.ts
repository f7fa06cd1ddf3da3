import { createHash } from 'node:crypto';
import { keptStretches, stretchesOf, type WireStretch } from '@rostrum/core';

/**
 * SHA-256 of what came over the wire. node:crypto's is five times as fast as one whose state can be saved, and
 * ends with its process: whoever goes on begins another stretch, and the stored object is held to each of them.
 */
export interface WireHash {
  readonly offset: number;
  update(chunk: Uint8Array): void;
  /** What a row keeps of it. */
  state(): Uint8Array;
  /** Of the whole, in 64 hex digits; null where it came in several stretches. */
  digest(): string | null;
}

/** Reads back stored bytes from `start` up to and without `end`; null where the store cannot, before it is whole. */
export type ReadStored = (start: number, end: number) => AsyncIterable<Uint8Array> | null;

/** More are one API after the other for each small part: what they would tell is not worth a row of that size. */
const STRETCHES_AT_MOST = 2_000;

/** Goes on behind what was kept, at `offset`. A process that was killed had stored more than it had hashed. */
export async function resumeWireHash(
  kept: Uint8Array | null,
  offset: number,
  readStored: ReadStored,
): Promise<WireHash> {
  const stretches = stretchesOf(kept) ?? [];
  const hashed = () => stretches.reduce((sum, { bytes }) => sum + bytes, 0);
  // Hashed more than is stored: what was lost cannot be taken out of a hash again.
  while (hashed() > offset) stretches.pop();
  if (stretches.length > STRETCHES_AT_MOST) stretches.splice(0, stretches.length);
  const from = hashed();
  const gap = from < offset ? readStored(from, offset) : null;
  if (gap === null) {
    if (from < offset) stretches.push({ bytes: offset - from, sha256: null });
    return wireHash(stretches);
  }
  const resumed = wireHash(stretches);
  for await (const chunk of gap) resumed.update(chunk);
  if (resumed.offset !== offset) throw new Error('the store gave back another length than it has');
  return resumed;
}

export function newWireHash(): WireHash {
  return wireHash([]);
}

function wireHash(before: readonly WireStretch[]): WireHash {
  const hash = createHash('sha256');
  const from = before.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytes = 0;
  const stretches = () => [...before, ...(bytes === 0 ? [] : [{ bytes, sha256: hash.copy().digest('hex') }])];
  return {
    get offset() {
      return from + bytes;
    },
    update(chunk) {
      hash.update(chunk);
      bytes += chunk.byteLength;
    },
    state: () => keptStretches(stretches()),
    digest: () => (before.length === 0 ? hash.copy().digest('hex') : null),
  };
}
