/** One part of a recording as the index has it. */
export interface PartEntry {
  readonly bytes: number;
  /** What was recorded when it came. */
  readonly atMs: number;
}

export interface WholePart {
  readonly parts: number;
  readonly bytes: number;
  readonly lengthMs: number;
}

/**
 * What of a recording can be used: from the first part on, as far as every part is there and as large as the index
 * says. What lies behind a gap is no use: a recording is one stream.
 */
export function wholePart(
  index: readonly PartEntry[],
  storedBytes: (place: number) => number | undefined,
): WholePart {
  let parts = 0;
  let bytes = 0;
  let lengthMs = 0;
  for (const entry of index) {
    if (storedBytes(parts) !== entry.bytes) break;
    parts += 1;
    bytes += entry.bytes;
    lengthMs = Math.max(lengthMs, entry.atMs);
  }
  return { parts, bytes, lengthMs };
}
