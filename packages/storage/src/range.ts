import type { ByteRange } from '@rostrum/core';
import { StorageError } from '@rostrum/core';

/** @throws StorageError bad_range */
export function assertRange(key: string, range: ByteRange): void {
  const { start, endInclusive } = range;
  if (
    !Number.isSafeInteger(start) ||
    !Number.isSafeInteger(endInclusive) ||
    start < 0 ||
    endInclusive < start
  ) {
    throw badRange(key, range);
  }
}

/** @throws StorageError bad_range */
export function clipRange(key: string, range: ByteRange, totalBytes: number): ByteRange {
  assertRange(key, range);
  if (range.start >= totalBytes) throw badRange(key, range);
  return { start: range.start, endInclusive: Math.min(range.endInclusive, totalBytes - 1) };
}

export function badRange(key: string, range: ByteRange, cause?: unknown): StorageError {
  return new StorageError('bad_range', `${key}: no bytes ${range.start} to ${range.endInclusive}`, { cause });
}
