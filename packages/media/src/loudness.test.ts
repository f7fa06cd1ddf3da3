import { describe, expect, it } from 'vitest';
import { asItIs, levellingFor } from './loudness.ts';

describe('sound whose level is left as it is', () => {
  it('is limited where it stands above the ceiling, and only there', () => {
    expect(asItIs({ integratedLufs: -16, truePeakDbtp: -0.4 })).toEqual({ gainDb: 0, limitDbtp: -3 });
    expect(asItIs({ integratedLufs: -16, truePeakDbtp: -3 })).toEqual({ gainDb: 0, limitDbtp: null });
  });

  it('is what has no loudness: too short to be measured, or silent', () => {
    expect(levellingFor({ integratedLufs: -70, truePeakDbtp: 0 })).toEqual({ gainDb: 0, limitDbtp: -3 });
    expect(levellingFor({ integratedLufs: -61, truePeakDbtp: -40 })).toEqual({ gainDb: 0, limitDbtp: null });
  });
});
