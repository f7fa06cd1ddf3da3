import { AUDIO_RATE } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { SoundMeter } from './sound-meter.ts';

/** Both channels the same. */
function stereo(seconds: number, sample: (second: number) => number): Buffer {
  const floats = new Float32Array(seconds * AUDIO_RATE * 2);
  for (let i = 0; i < floats.length / 2; i += 1) floats.fill(sample(i / AUDIO_RATE), i * 2, i * 2 + 2);
  return Buffer.from(floats.buffer);
}

function heard(pcm: Buffer, piece = pcm.length): SoundMeter {
  const meter = new SoundMeter();
  for (let at = 0; at < pcm.length; at += piece) meter.push(pcm.subarray(at, at + piece));
  return meter;
}

const tone = (level: number) => (second: number) => level * Math.sin(2 * Math.PI * 997 * second);

describe('a sound’s loudness', () => {
  it('is that of BS.1770’s own test: 997 Hz at full scale in both channels is 0', () => {
    const meter = heard(stereo(2, tone(1)));
    expect(meter.integratedLufs()).toBeCloseTo(0, 1);
    expect(meter.samplePeakDbfs).toBeCloseTo(0, 1);
    expect(heard(stereo(2, tone(0.1))).integratedLufs()).toBeCloseTo(-20, 1);
  });

  it('leaves out what is far quieter than the rest', () => {
    const pcm = stereo(6, (second) => tone(second < 2 ? 0.1 : 0.001)(second));
    expect(heard(pcm).integratedLufs()).toBeGreaterThan(-20.8);
  });

  it('does not depend on the pieces that it comes in', () => {
    const pcm = stereo(1, (second) => tone(0.3 + 0.2 * second)(second));
    expect(heard(pcm, 1021).integratedLufs()).toBe(heard(pcm).integratedLufs());
  });

  it('is the floor of the scale where there is none, or too little', () => {
    expect(new SoundMeter().integratedLufs()).toBe(-70);
    expect(new SoundMeter().samplePeakDbfs).toBe(-120);
    expect(heard(stereo(0.39, tone(1))).integratedLufs()).toBe(-70);
    expect(heard(stereo(2, () => 0)).integratedLufs()).toBe(-70);
  });

  it('is known of a damaged file too, whose samples are no numbers', () => {
    const broken = stereo(2, (second) => (second > 0.5 && second < 0.6 ? Number.NaN : tone(0.1)(second)));
    expect(heard(broken).integratedLufs()).toBeCloseTo(-20, 0);
    const endless = stereo(1, (second) => (second > 0.5 ? Number.POSITIVE_INFINITY : tone(0.1)(second)));
    expect(heard(endless).samplePeakDbfs).toBeCloseTo(-20, 0);
  });
});

describe('where and on which side it is heard', () => {
  it('is loudest at a millisecond, the first of those that are as loud', () => {
    const knocks = stereo(3, (second) => (second % 1 > 0.5 && second % 1 < 0.501 ? 0.9 : tone(0.1)(second)));
    expect(heard(knocks).loudestMs).toBe(500);
    expect(new SoundMeter().loudestMs).toBe(0);
  });

  it('is one-sided where the other channel holds nothing to speak of', () => {
    const both = new Float32Array(stereo(1, tone(0.1)).buffer);
    const withRight = (factor: number) =>
      heard(Buffer.from(both.map((value, i) => (i % 2 === 0 ? value : value * factor)).buffer));
    expect(withRight(1).oneSided).toBe(false);
    expect(withRight(0.05).oneSided).toBe(false);
    expect(withRight(0.01).oneSided).toBe(true);
    expect(withRight(0).oneSided).toBe(true);
    expect(heard(stereo(1, () => 0)).oneSided).toBe(false);
  });
});

describe('what a gain and a limiter would make of it', () => {
  it('is louder by the gain, where nothing reaches the limit', () => {
    const meter = heard(stereo(2, tone(0.1)));
    expect(meter.integratedLufs({ gainDb: 6, limitDbtp: -3 })).toBeCloseTo(-14, 1);
  });

  it('is held at the limit throughout, where all of it reaches it', () => {
    const meter = heard(stereo(2, tone(0.5)));
    expect(meter.integratedLufs({ gainDb: 12, limitDbtp: -3 })).toBeCloseTo(-3, 0);
  });

  it('loses little by one knock in the midst of it', () => {
    const pcm = stereo(4, (second) => (second > 2 && second < 2.005 ? 0.9 : 0) + tone(0.1)(second));
    const limited = heard(pcm).integratedLufs({ gainDb: 6, limitDbtp: -3 });
    expect(limited).toBeGreaterThan(-14.3);
    expect(limited).toBeLessThanOrEqual(-13.8);
  });
});
