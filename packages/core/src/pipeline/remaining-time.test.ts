import { describe, expect, test } from 'vitest';
import { beginEstimate, type Estimate, nextEstimate, remainingMs } from './remaining-time.ts';

const STEP_MS = 500;

/** What is told at each step of work whose fraction at a moment is `at`. */
function told(at: (ms: number) => number, untilMs: number, begin: Estimate = beginEstimate(0)) {
  const seen: { ms: number; leftMs: number | null }[] = [];
  let estimate = begin;
  for (let ms = begin.atMs + STEP_MS; ms <= untilMs; ms += STEP_MS) {
    estimate = nextEstimate(estimate, ms, at(ms));
    seen.push({ ms, leftMs: remainingMs(estimate) });
  }
  return { seen, estimate };
}

const lefts = (seen: { leftMs: number | null }[]) => seen.flatMap(({ leftMs }) => leftMs ?? []);
/** By how much the told figure ever rose from one step to the next. */
const rises = (seen: { leftMs: number | null }[]) =>
  lefts(seen).flatMap((left, i, all) => (i > 0 && left > (all[i - 1] ?? 0) ? [left] : []));

describe('the time that remains', () => {
  test('is not told before three seconds and a fiftieth of the work', () => {
    const { seen } = told((ms) => ms / 60_000, 10_000);
    for (const { ms, leftMs } of seen) expect(leftMs === null).toBe(ms < 3_000);
    const slow = told((ms) => ms / 600_000, 14_000);
    for (const { ms, leftMs } of slow.seen) expect(leftMs === null).toBe(ms < 12_000);
  });

  test('of steady work counts down to its end', () => {
    const { seen } = told((ms) => ms / 60_000, 59_000);
    for (const { ms, leftMs } of seen) if (leftMs !== null) expect(leftMs).toBeCloseTo(60_000 - ms, -2);
  });

  test('does not jump where the pace trembles', () => {
    // Bursts, as an encoder writes whole groups of pictures: 2.5 s of nothing, then all at once.
    const { seen } = told((ms) => Math.floor(ms / 2_500) / 40, 98_000);
    expect(rises(seen).length).toBeLessThanOrEqual(1);
    for (const { ms, leftMs } of seen.filter((one) => one.ms > 20_000))
      if (leftMs !== null)
        expect(Math.abs(leftMs - (100_000 - ms))).toBeLessThan(0.25 * (100_000 - ms) + 5_000);
  });

  test('follows work that slows down, after a while and in few steps, and one that gains speed', () => {
    // Half of it within 30 s; the rest at a third of that speed.
    const slower = (ms: number) => (ms < 30_000 ? ms / 60_000 : 0.5 + (ms - 30_000) / 180_000);
    const { seen } = told(slower, 110_000);
    expect(rises(seen).length).toBeLessThanOrEqual(5);
    const at60 = seen.find(({ ms }) => ms === 60_000)?.leftMs ?? 0;
    expect(Math.abs(at60 - 60_000)).toBeLessThan(20_000);
    const faster = told((ms) => (ms < 30_000 ? ms / 300_000 : 0.1 + (ms - 30_000) / 60_000), 80_000);
    expect(faster.seen.find(({ ms }) => ms === 60_000)?.leftMs ?? 0).toBeLessThan(35_000);
  });

  test('is never nothing before the end, and never below it', () => {
    const { seen } = told((ms) => Math.min(0.99, ms / 10_000), 20_000);
    for (const left of lefts(seen)) expect(left).toBeGreaterThanOrEqual(1_000);
  });

  test('begins anew with a run that begins anew, whatever the run before did', () => {
    const before = told((ms) => ms / 60_000, 30_000);
    const again = beginEstimate(before.estimate.atMs + 40_000, 0.01);
    const { seen } = told((ms) => 0.01 + (ms - again.atMs) / 60_000, again.atMs + 20_000, again);
    expect(seen[0]?.leftMs).toBeNull();
    expect(Math.abs((seen.at(-1)?.leftMs ?? 0) - 39_400)).toBeLessThan(3_000);
  });

  test('outlives a clock that stands still or goes back, and a fraction that falls', () => {
    const { estimate } = told((ms) => ms / 60_000, 30_000);
    expect(nextEstimate(estimate, estimate.atMs, 0.9)).toBe(estimate);
    expect(nextEstimate(estimate, estimate.atMs - 5_000, 0.9)).toBe(estimate);
    const fallen = nextEstimate(estimate, estimate.atMs + 500, 0.1);
    expect(fallen.fraction).toBe(estimate.fraction);
    expect(remainingMs(nextEstimate(estimate, estimate.atMs + 500, Number.NaN))).not.toBeNaN();
  });
});
