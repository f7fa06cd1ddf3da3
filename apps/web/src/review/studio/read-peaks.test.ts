import { describe, expect, it } from 'vitest';
import { columnsOf, readPeaks } from './read-peaks.ts';

function file(levels: readonly number[], header: Partial<Record<number, number>> = {}): ArrayBuffer {
  const data = new ArrayBuffer(24 + levels.length);
  const view = new DataView(data);
  [2, 1, 48_000, 2400, levels.length / 2, 1].forEach((value, i) => {
    view.setInt32(i * 4, header[i] ?? value, true);
  });
  new Int8Array(data, 24).set(levels);
  return data;
}

describe('a waveform', () => {
  it('is read from audiowaveform’s format, version 2', () => {
    const { levels, bucketMs } = readPeaks(file([-1, 2, -128, 127]));
    expect([[...levels], bucketMs]).toEqual([[-1, 2, -128, 127], 50]);
  });

  it('of another version, depth, number of channels or length is refused', () => {
    for (const header of [{ 0: 1 }, { 1: 0 }, { 2: 0 }, { 3: -1 }, { 4: 3 }, { 5: 2 }])
      expect(() => readPeaks(file([-1, 2, -3, 4], header)), JSON.stringify(header)).toThrow(RangeError);
    expect(() => readPeaks(new ArrayBuffer(3))).toThrow(RangeError);
  });

  it('keeps every peak in fewer columns, against its own loudest', () => {
    const peaks = readPeaks(file([-10, 20, -100, 4, 0, 0, -1, 50]));
    expect(columnsOf(peaks, 200, 2)).toEqual([
      { least: -1, greatest: 0.2 },
      { least: -0.01, greatest: 0.5 },
    ]);
    expect(columnsOf(peaks, 200, 900)).toHaveLength(4);
  });

  it('leaves what lies beyond the picture’s end away, and silence flat', () => {
    expect(columnsOf(readPeaks(file([0, 0, 0, 0, -90, 90])), 100, 10)).toEqual([
      { least: 0, greatest: 0 },
      { least: 0, greatest: 0 },
    ]);
    expect(columnsOf(readPeaks(file([-2, 2])), 50, 10)[0]?.greatest).toBeLessThan(0.1);
  });

  it('of a part is drawn against the loudest of the whole, and flat where the file ends early', () => {
    const peaks = readPeaks(file([-100, 100, -50, 50, -25, 25, -10, 10]));
    expect(columnsOf(peaks, 200, 100, { startMs: 100, spanMs: 100 })).toEqual([
      { least: -0.25, greatest: 0.25 },
      { least: -0.1, greatest: 0.1 },
    ]);
    expect(columnsOf(peaks, 400, 100, { startMs: 200, spanMs: 100 })).toEqual([
      { least: 0, greatest: 0 },
      { least: 0, greatest: 0 },
    ]);
  });
});
