import { describe, expect, it } from 'vitest';
import { box, fragment, join, sampleData, sidx, u32 } from '../testing/build-segment.ts';
import { findBoxes } from './boxes.ts';
import { countAudioFrames, trimAudioSegment } from './trim-audio.ts';

const styp = box('styp', u32(0x6d736468, 0));
const sizes = [11, 12, 13, 14];

describe('trimAudioSegment', () => {
  it.each([1, 2, 3, 4])('keeping %i frames gives what was never longer', (keep) => {
    const segment = join(styp, fragment({ baseTime: 2048n, sampleBytes: sizes }));
    const wanted = join(styp, fragment({ baseTime: 2048n, sampleBytes: sizes.slice(0, keep) }));
    expect(trimAudioSegment(segment, keep)).toEqual(wanted);
    expect(countAudioFrames(wanted)).toBe(keep);
  });

  it('makes the last frame whole where the encoder declared it shorter', () => {
    const short = fragment({ baseTime: 0n, sampleBytes: sizes, durations: [1024, 1024, 1024, 384] });
    const whole = fragment({ baseTime: 0n, sampleBytes: sizes, durations: [1024, 1024, 1024, 1024] });
    expect(trimAudioSegment(short, 4)).toEqual(whole);
  });

  it('drops fragments beyond the last frame, and an index of the old sizes', () => {
    const first = fragment({ baseTime: 0n, sampleBytes: sizes });
    const second = fragment({ baseTime: 4096n, sampleBytes: sizes });
    const third = fragment({ baseTime: 8192n, sampleBytes: sizes });
    const wanted = join(first, fragment({ baseTime: 4096n, sampleBytes: [11, 12] }));
    expect(trimAudioSegment(join(sidx(1, 0n), first, second, third), 6)).toEqual(wanted);
  });

  it('leaves no byte of a dropped frame', () => {
    const trimmed = trimAudioSegment(fragment({ baseTime: 0n, sampleBytes: sizes }), 2);
    const [mdat] = findBoxes(trimmed, 'mdat');
    expect(trimmed.subarray(mdat?.body)).toEqual(sampleData([11, 12]));
  });

  it('refuses more frames than there are, none, and structures it does not know', () => {
    const segment = fragment({ baseTime: 0n, sampleBytes: sizes });
    expect(() => trimAudioSegment(segment, 5)).toThrow(/4 frames/);
    expect(() => trimAudioSegment(segment, 0)).toThrow(/at least one/);
    expect(() => trimAudioSegment(fragment({ baseTime: 0n, extra: [box('senc', u32(0))] }), 1)).toThrow(
      /senc/,
    );
    const lying = segment.slice();
    // The last size in trun, just before mdat, grows by 256: more than the data holds.
    lying[segment.length - (8 + 50) - 2] = 1;
    expect(() => trimAudioSegment(lying, 4)).toThrow(/past their data/);
    expect(trimAudioSegment(lying, 3)).toEqual(trimAudioSegment(segment, 3));
  });
});
