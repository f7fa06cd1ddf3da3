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

/** The waveform of `lengthMs` in at most so many columns, −1 to 1 against its own loudest. */
export function columnsOf({ levels, bucketMs }: Peaks, lengthMs: number, most: number): Column[] {
  const buckets = Math.min(levels.length / 2, Math.max(1, Math.round(lengthMs / bucketMs)));
  const columns = groupsOf(levels, buckets, Math.max(1, Math.min(buckets, most)));
  const loudest = columns.reduce((most, { least, greatest }) => Math.max(most, -least, greatest), QUIET);
  return columns.map(({ least, greatest }) => ({ least: least / loudest, greatest: greatest / loudest }));
}

function groupsOf(levels: Int8Array, buckets: number, count: number): Column[] {
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * buckets) / count);
    const to = Math.max(from + 1, Math.floor(((column + 1) * buckets) / count));
    let least = 127;
    let greatest = -128;
    for (let bucket = from; bucket < to; bucket += 1) {
      least = Math.min(least, levels[2 * bucket] ?? 0);
      greatest = Math.max(greatest, levels[2 * bucket + 1] ?? 0);
    }
    return { least, greatest };
  });
}
