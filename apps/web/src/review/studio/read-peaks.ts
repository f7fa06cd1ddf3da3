import type { Peaks } from '@rostrum/domain';

export { type Peaks, readPeaks } from '@rostrum/domain';

export interface Column {
  readonly least: number;
  readonly greatest: number;
}

/** A room without a speaker is not drawn as loud as one. */
const QUIET = 24;

/**
 * The waveform of the part from `startMs` in at most so many columns, −1 to 1 against the loudest of the whole:
 * a quiet part does not look louder for being seen from near.
 */
export function columnsOf(
  { levels, bucketMs }: Peaks,
  lengthMs: number,
  most: number,
  { startMs, spanMs } = { startMs: 0, spanMs: lengthMs },
): Column[] {
  const after = Math.min(levels.length / 2, Math.ceil(lengthMs / bucketMs));
  const bucketOf = (ms: number) => Math.min(after, Math.floor(ms / bucketMs + 1e-6));
  const count = Math.max(1, Math.min(Math.round(spanMs / bucketMs), most));
  const loudest = Math.max(QUIET, greatestOf(levels, after));
  return Array.from({ length: count }, (_, column) => {
    const from = bucketOf(startMs + (column * spanMs) / count);
    const to = Math.max(from + 1, bucketOf(startMs + ((column + 1) * spanMs) / count));
    return columnOf(levels, from, Math.min(to, after), loudest);
  });
}

function greatestOf(levels: Int8Array, buckets: number): number {
  let greatest = 0;
  for (let at = 0; at < 2 * buckets; at += 1) greatest = Math.max(greatest, Math.abs(levels[at] ?? 0));
  return greatest;
}

function columnOf(levels: Int8Array, from: number, to: number, loudest: number): Column {
  if (to <= from) return { least: 0, greatest: 0 };
  let least = 127;
  let greatest = -128;
  for (let bucket = from; bucket < to; bucket += 1) {
    least = Math.min(least, levels[2 * bucket] ?? 0);
    greatest = Math.max(greatest, levels[2 * bucket + 1] ?? 0);
  }
  return { least: least / loudest, greatest: greatest / loudest };
}
