import { describe, expect, it } from 'vitest';
import { Peaks, SAMPLES_PER_PEAK } from './make-peaks.ts';

function pcm(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => {
    bytes.writeInt16LE(value, i * 2);
  });
  return bytes;
}

function read(data: Buffer) {
  const [version, flags, rate, samplesPerPixel, length, channels] = Array.from({ length: 6 }, (_, i) =>
    data.readInt32LE(i * 4),
  );
  return {
    version,
    flags,
    rate,
    samplesPerPixel,
    length,
    channels,
    data: [...new Int8Array(data.subarray(24))],
  };
}

const bucket = (least: number, greatest: number) =>
  Array.from({ length: SAMPLES_PER_PEAK }, (_, i) => (i === 100 ? least : i === 900 ? greatest : 0));

describe('the waveform', () => {
  it('is the least and the greatest of each bucket, in audiowaveform’s format, version 2', () => {
    const peaks = new Peaks();
    peaks.push(pcm([...bucket(-32_768, 32_767), ...bucket(-2560, 5120), 700, 800]));
    expect(read(peaks.file())).toEqual({
      version: 2,
      flags: 1,
      rate: 48_000,
      samplesPerPixel: 2400,
      length: 3,
      channels: 1,
      data: [-128, 127, -10, 20, 2, 3],
    });
  });

  it('does not depend on where the stream is cut, within a sample either', () => {
    const whole = pcm([...bucket(-9000, 12_000), ...bucket(-300, 31_000)]);
    const expected = new Peaks();
    expected.push(whole);
    for (const size of [1, 7, 4096]) {
      const peaks = new Peaks();
      for (let at = 0; at < whole.length; at += size) peaks.push(whole.subarray(at, at + size));
      expect(peaks.file()).toEqual(expected.file());
    }
  });

  it('of a bucket that never touches zero does not claim that it did', () => {
    const peaks = new Peaks();
    peaks.push(pcm(new Array<number>(SAMPLES_PER_PEAK).fill(2560)));
    expect(read(peaks.file()).data).toEqual([10, 10]);
  });

  it('tells where nothing can be heard for two seconds and more', () => {
    const seconds = (value: number, count: number) => new Array<number>(count * 48_000).fill(value);
    const peaks = new Peaks();
    peaks.push(pcm([...seconds(200, 2), ...seconds(-300, 1), ...seconds(0, 1), ...seconds(4000, 1)]));
    peaks.push(pcm([...seconds(-200, 3), ...seconds(300, 1), ...seconds(0, 2), 1]));
    peaks.file();
    expect(peaks.silences()).toEqual([
      { startMs: 0, endMs: 2000 },
      { startMs: 5000, endMs: 8000 },
      { startMs: 9000, endMs: 11_050 },
    ]);
  });
});
