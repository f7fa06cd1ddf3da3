import { describe, expect, it } from 'vitest';
import { asItIs, levellingFor, soundFindings } from './loudness.ts';

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

describe('what is found about a sound', () => {
  const heard = { loudestMs: 1234, oneSided: false };
  const range = (startMs: number, endMs: number) => ({ startMs, endMs });

  it('names the moment of what can be looked at', () => {
    const loud = { integratedLufs: -10, truePeakDbtp: 0.5 };
    expect(soundFindings(loud, { heard })).toEqual([
      { code: 'clipped', figures: { ...loud, startMs: 1234 } },
    ]);
    const voice = { integratedLufs: -20, truePeakDbtp: -3 };
    expect(soundFindings(voice, { heard: { ...heard, oneSided: true } })).toEqual([
      { code: 'one_side_only' },
    ]);
    expect(
      soundFindings(voice, {
        heard,
        silences: [range(0, 2000), range(5000, 7500), range(9000, 13_000), range(57_000, 60_050)],
        measuredMs: 60_000,
      }),
    ).toEqual([
      { code: 'silence_at_start', figures: range(0, 2000) },
      { code: 'silence_at_end', figures: range(57_000, 60_000) },
      { code: 'silence_within', figures: { ...range(9000, 13_000), count: 2 } },
    ]);
  });

  it('is that it is silent, and nothing more, where all of it is', () => {
    const silent = { integratedLufs: -70, truePeakDbtp: -120 };
    const found = soundFindings(silent, { heard, silences: [range(0, 5000)], measuredMs: 5000 });
    expect(found).toEqual([{ code: 'silent', figures: silent }]);
  });
});
