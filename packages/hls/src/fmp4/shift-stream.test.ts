import { describe, expect, it } from 'vitest';
import { box, chunked, collect, fragment, join, sidx, u32, u64 } from '../testing/build-segment.ts';
import { shiftBaseTime } from './base-time.ts';
import { MAX_HELD_BYTES, shiftBaseTimeStream } from './shift-stream.ts';

const styp = box('styp', u32(0x6d736468, 0));
const segment = join(
  styp,
  sidx(1, 5000n),
  fragment({ baseTime: 5000n, sampleBytes: [700, 20, 3] }),
  box('emsg', u32(0, 1)),
  fragment({ baseTime: 8072n, version: 0 }),
);

describe('shiftBaseTimeStream', () => {
  it('gives the same bytes as shiftBaseTime, however the chunks fall', async () => {
    for (let size = 1; size <= segment.length + 1; size += size < 40 ? 1 : 37) {
      for (const shift of [12_345, { to: 7 }] as const) {
        const stream = shiftBaseTimeStream(shift, { sequenceNumber: 9 });
        const whole = shiftBaseTime(segment, shift, { sequenceNumber: 9 });
        expect(await collect(stream(chunked(segment, size)))).toEqual(whole);
      }
    }
  });

  it('never writes into the chunks of its source', async () => {
    const copy = segment.slice();
    await collect(shiftBaseTimeStream(1)(chunked(segment, segment.length)));
    expect(segment).toEqual(copy);
  });

  it('lets sample data pass before the rest has come', async () => {
    const large = fragment({ baseTime: 0n, sampleBytes: [50 * 1024] });
    let pulled = 0;
    async function* source() {
      for await (const chunk of chunked(large, 1024)) {
        pulled += 1;
        yield chunk;
      }
    }
    let passed = 0;
    for await (const chunk of shiftBaseTimeStream(1)(source())) {
      passed += chunk.length;
      expect(pulled * 1024 - passed).toBeLessThan(2048);
    }
    expect(passed).toBe(large.length);
  });

  it('passes data with a 64-bit size, and data that runs to the end', async () => {
    const moof = fragment({ baseTime: 3n, sampleBytes: [] }).subarray(0, -8);
    const data = new Uint8Array(100).fill(7);
    const wide = join(moof, u32(1, 0x6d646174), u64(116n), data);
    const open = join(moof, u32(0, 0x6d646174), data);
    for (const bytes of [wide, open]) {
      expect(await collect(shiftBaseTimeStream(4)(chunked(bytes, 11)))).toEqual(shiftBaseTime(bytes, 4));
    }
  });

  it('fails on an object that was cut off, wherever', async () => {
    const ends = [styp.length, styp.length + 20, 150, segment.length - 1];
    for (const end of ends) {
      const cut = collect(shiftBaseTimeStream(1)(chunked(segment.subarray(0, end), 64)));
      await expect(cut).rejects.toMatchObject({ code: 'malformed-media' });
    }
  });

  it('holds no more than its bound', async () => {
    const huge = join(u32(MAX_HELD_BYTES + 9, 0x66726565), new Uint8Array(64));
    await expect(collect(shiftBaseTimeStream(1)(chunked(huge, 64)))).rejects.toThrow(/too large/);
  });
});
