/** A sound's waveform: how far it went, a bucket of time after the other. */
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
 * @throws RangeError where it is anything else
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
