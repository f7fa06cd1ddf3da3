import { createHash, type Hash } from 'node:crypto';

/** Bytes that came over the wire one after the other, and their SHA-256; null where nobody hashed them. */
export interface WireStretch {
  bytes: number;
  sha256: string | null;
}

const LINE = /^([1-9]\d{0,15}) ([0-9a-f]{64}|-)$/;

/** What a take's row keeps: a hash cannot be taken up again by another process, so each begins a stretch of its own. */
export function keptStretches(stretches: readonly WireStretch[]): Uint8Array {
  return Buffer.from(stretches.map(({ bytes, sha256 }) => `${bytes} ${sha256 ?? '-'}`).join('\n'));
}

/** Null where nothing was kept, or something else than stretches. */
export function stretchesOf(kept: Uint8Array | null): WireStretch[] | null {
  if (kept === null) return null;
  const stretches: WireStretch[] = [];
  if (kept.byteLength === 0) return stretches;
  for (const line of Buffer.from(kept).toString('latin1').split('\n')) {
    const [, bytes, sha256] = LINE.exec(line) ?? [];
    if (bytes === undefined || sha256 === undefined) return null;
    stretches.push({ bytes: Number(bytes), sha256: sha256 === '-' ? null : sha256 });
  }
  return stretches;
}

/** Holds what is read back to the stretches in which it came. What lies behind the last of them is not judged. */
export function stretchCheck(stretches: readonly WireStretch[]): {
  update(chunk: Uint8Array): void;
  /** Asked when everything was read: an object that ended too early does not agree. */
  agrees(): boolean;
} {
  let at = 0;
  let read = 0;
  let hash: Hash = createHash('sha256');
  let agreed = true;
  return {
    update(chunk) {
      let rest = chunk;
      for (
        let stretch = stretches[at];
        stretch !== undefined && rest.byteLength > 0;
        stretch = stretches[at]
      ) {
        const piece = rest.subarray(0, stretch.bytes - read);
        rest = rest.subarray(piece.byteLength);
        if (stretch.sha256 !== null) hash.update(piece);
        read += piece.byteLength;
        if (read < stretch.bytes) return;
        agreed &&= stretch.sha256 === null || hash.digest('hex') === stretch.sha256;
        hash = createHash('sha256');
        read = 0;
        at += 1;
      }
    },
    agrees: () => agreed && at === stretches.length,
  };
}
