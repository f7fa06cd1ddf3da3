import { expect, it } from 'vitest';
import { screenedSoFar } from './screened-so-far.ts';
import type { ScreeningOverride } from './screening.ts';

const clock = (...overrides: ScreeningOverride[]) => ({ startsAtMs: 1_000, lengthMs: 60_000, overrides });

it('is nothing before it begins, and then what was played', () => {
  expect(screenedSoFar(clock(), 999)).toBeNull();
  expect(screenedSoFar(clock(), 1_000)).toEqual({ fromMs: 0, toMs: 0 });
  expect(screenedSoFar(clock(), 31_000)).toEqual({ fromMs: 0, toMs: 30_000 });
  expect(screenedSoFar(clock(), 99_000)).toEqual({ fromMs: 0, toMs: 60_000 });
});

it('is only of the turn that runs: what was passed over was not shown', () => {
  const on: ScreeningOverride = { kind: 'seek', atMs: 11_000, toMs: 40_000 };
  const back: ScreeningOverride = { kind: 'seek', atMs: 21_000, toMs: 5_000 };
  expect(screenedSoFar(clock(on, back), 10_999)).toEqual({ fromMs: 0, toMs: 9_999 });
  expect(screenedSoFar(clock(back, on), 12_000)).toEqual({ fromMs: 40_000, toMs: 41_000 });
  expect(screenedSoFar(clock(on, back), 22_000)).toEqual({ fromMs: 5_000, toMs: 6_000 });
});
