import { describe, expect, it } from 'vitest';
import { box, fragment, join, sidx, u32, u64 } from '../testing/build-segment.ts';
import { readTimescale, segmentBaseTime, shiftBaseTime } from './base-time.ts';
import { findBoxes, viewOf } from './boxes.ts';

const styp = box('styp', u32(0x6d736468, 0));

function baseTimes(segment: Uint8Array): bigint[] {
  return [...findBoxes(segment, 'moof/traf/tfdt')].map((tfdt) => {
    const view = viewOf(segment);
    return view.getUint8(tfdt.body) === 1
      ? view.getBigUint64(tfdt.body + 4)
      : BigInt(view.getUint32(tfdt.body + 4));
  });
}

function sequenceNumbers(segment: Uint8Array): number[] {
  return [...findBoxes(segment, 'moof/mfhd')].map((mfhd) => viewOf(segment).getUint32(mfhd.body + 4));
}

describe('readTimescale', () => {
  const init = (...mdhds: Uint8Array[]) =>
    box('moov', box('mvhd', u32(0)), ...mdhds.map((mdhd) => box('trak', box('mdia', mdhd))));

  it('reads both versions of mdhd', () => {
    expect(readTimescale(init(box('mdhd', u32(0, 0, 0, 90_000, 0, 0))))).toBe(90_000);
    expect(readTimescale(init(box('mdhd', u32(0x0100_0000), u64(0n), u64(0n), u32(48_000, 0, 0, 0))))).toBe(
      48_000,
    );
  });

  it('refuses a file of none or of two tracks', () => {
    const mdhd = box('mdhd', u32(0, 0, 0, 90_000, 0, 0));
    expect(() => readTimescale(init())).toThrow(/exactly one track/);
    expect(() => readTimescale(init(mdhd, mdhd))).toThrow(/exactly one track/);
  });
});

describe('shiftBaseTime', () => {
  it('moves every fragment and touches nothing else', () => {
    const segment = join(
      styp,
      fragment({ baseTime: 180_000n }),
      fragment({ baseTime: 360_000n, version: 0 }),
    );
    const shifted = shiftBaseTime(segment, 90_000);
    expect(baseTimes(shifted)).toEqual([270_000n, 450_000n]);
    expect(baseTimes(segment)).toEqual([180_000n, 360_000n]);
    expect(shiftBaseTime(shifted, -90_000n)).toEqual(segment);
  });

  it('moves the first fragment to a time, and the others with it', () => {
    const segment = join(fragment({ baseTime: 500n }), fragment({ baseTime: 700n }));
    expect(baseTimes(shiftBaseTime(segment, { to: 10_000 }))).toEqual([10_000n, 10_200n]);
  });

  it('numbers fragments on request', () => {
    const segment = join(fragment({ baseTime: 0n }), fragment({ baseTime: 1n }));
    expect(sequenceNumbers(shiftBaseTime(segment, 0))).toEqual([1, 1]);
    expect(sequenceNumbers(shiftBaseTime(segment, 0, { sequenceNumber: 41 }))).toEqual([41, 42]);
  });

  it.each([0, 1] as const)('moves a version %i sidx by as much', (version) => {
    const segment = join(sidx(version, 100n), fragment({ baseTime: 100n }));
    expect(shiftBaseTime(segment, 900)).toEqual(join(sidx(version, 1000n), fragment({ baseTime: 1000n })));
  });

  it('fills 32 bits to the last, and refuses one tick more', () => {
    const segment = fragment({ baseTime: 1n, version: 0 });
    expect(baseTimes(shiftBaseTime(segment, 0xffff_fffen))).toEqual([0xffff_ffffn]);
    expect(() => shiftBaseTime(segment, 0xffff_ffffn)).toThrow(
      expect.objectContaining({ code: 'time-out-of-range' }),
    );
    expect(baseTimes(shiftBaseTime(fragment({ baseTime: 1n }), 0xffff_ffffn))).toEqual([0x1_0000_0000n]);
  });

  it('refuses a time before zero', () => {
    expect(() => shiftBaseTime(fragment({ baseTime: 9n }), -10)).toThrow(
      expect.objectContaining({ code: 'time-out-of-range' }),
    );
  });

  it('refuses what is no whole segment', () => {
    const segment = fragment({ baseTime: 0n });
    const malformed = expect.objectContaining({ code: 'malformed-media' });
    expect(() => shiftBaseTime(segment.subarray(0, segment.length - 1), 1)).toThrow(malformed);
    expect(() => shiftBaseTime(styp, 1)).toThrow(malformed);
    expect(() => segmentBaseTime(styp)).toThrow(malformed);
    expect(() => shiftBaseTime(u32(3, 0x6d6f6f66), 1)).toThrow(malformed);
  });
});
