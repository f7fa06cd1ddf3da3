import { createSHA256, type IHasher } from 'hash-wasm';

/**
 * SHA-256 of what came over the wire, which survives a restart: its state is kept with the offset that it
 * stands for (node:crypto's cannot be saved).
 */
export interface WireHash {
  readonly offset: number;
  update(chunk: Uint8Array): void;
  state(): Uint8Array;
  /** Ends it. @returns 64 hex digits */
  digest(): string;
}

/** Reads back stored bytes from `start` up to and without `end`; null where the store cannot, before it is whole. */
export type ReadStored = (start: number, end: number) => AsyncIterable<Uint8Array> | null;

/**
 * The hash as it was kept, brought up to `offset`. A process that was killed had stored more than it had
 * hashed: that gap is read back. Null where it cannot be: then the stored object alone is hashed, later.
 */
export async function resumeWireHash(
  kept: { state: Uint8Array | null; offset: number | null },
  offset: number,
  readStored: ReadStored,
): Promise<WireHash | null> {
  const hasher = await createSHA256();
  let hashed = 0;
  if (kept.state !== null && kept.offset !== null) {
    hasher.load(kept.state);
    hashed = kept.offset;
  } else {
    hasher.init();
  }
  // Hashed more than is stored: what was lost cannot be taken out of a hash again.
  if (hashed > offset) return null;
  if (hashed < offset) {
    const gap = readStored(hashed, offset);
    if (gap === null) return null;
    for await (const chunk of gap) {
      hasher.update(chunk);
      hashed += chunk.byteLength;
    }
    if (hashed !== offset) return null;
  }
  return wireHash(hasher, hashed);
}

export async function newWireHash(): Promise<WireHash> {
  const hasher = await createSHA256();
  hasher.init();
  return wireHash(hasher, 0);
}

function wireHash(hasher: IHasher, from: number): WireHash {
  let offset = from;
  return {
    get offset() {
      return offset;
    },
    update(chunk) {
      hasher.update(chunk);
      offset += chunk.byteLength;
    },
    state: () => hasher.save(),
    digest: () => hasher.digest('hex'),
  };
}
