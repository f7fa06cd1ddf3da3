export interface Peaks {
  /** Least and greatest of each bucket in turn, −128 to 127. */
  readonly levels: Int8Array;
  /** How much time a bucket stands for. */
  readonly bucketMs: number;
}

const HEADER_BYTES = 24;
const EIGHT_BIT = 1;

/**
 * audiowaveform's data format, version 2, of one channel and 8 bits.
 * https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md
 */
export function readPeaks(data: ArrayBuffer): Peaks {
  if (data.byteLength < HEADER_BYTES) throw new RangeError('not a waveform');
  const view = new DataView(data);
  const field = (index: number) => view.getInt32(index * 4, true);
  const [version, flags, rate, samples, length, channels] = [0, 1, 2, 3, 4, 5].map(field);
  const known = version === 2 && flags === EIGHT_BIT && channels === 1;
  if (!known || !rate || rate < 0 || !samples || samples < 0 || length === undefined || length < 0)
    throw new RangeError('not a waveform');
  if (data.byteLength !== HEADER_BYTES + 2 * length) throw new RangeError('a waveform of another length');
  return { levels: new Int8Array(data, HEADER_BYTES), bucketMs: (samples * 1000) / rate };
}

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
