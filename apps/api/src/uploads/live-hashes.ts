import type { WireHash } from './wire-hash.ts';

/** Of uploads that nobody goes on with, until others take their place. */
const AT_MOST = 1_000;

/** The hashes of this process, from one part to the next. */
export interface LiveHashes {
  /** The one that stands exactly where the row says; whoever takes it gives it back when its part is recorded. */
  take(takeId: string, at: { state: Uint8Array | null; offset: number }): WireHash | null;
  keep(takeId: string, hash: WireHash): void;
}

export function liveHashes(): LiveHashes {
  const hashes = new Map<string, WireHash>();
  return {
    take(takeId, { state, offset }) {
      const hash = hashes.get(takeId);
      hashes.delete(takeId);
      if (hash === undefined || hash.offset !== offset || state === null) return null;
      // Another process may have gone on meanwhile, and come to the same number otherwise.
      return Buffer.compare(hash.state(), state) === 0 ? hash : null;
    },
    keep(takeId, hash) {
      hashes.set(takeId, hash);
      const [oldest] = hashes.keys();
      if (hashes.size > AT_MOST && oldest !== undefined) hashes.delete(oldest);
    },
  };
}
