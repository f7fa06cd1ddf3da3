import { expect, test } from 'vitest';
import {
  COMPARE_EVERY_MS,
  comingBack,
  correction,
  IN_STEP_MS,
  NOT_IN_STEP,
  type StepState,
} from './keep-in-step.ts';

interface Player {
  /** A jump loads for so long, and the picture stands still meanwhile. */
  loadMs: number;
  startsMs: number;
  /** The picture stands still in here: a bad line. */
  stall?: { fromMs: number; toMs: number };
  /** A piece that is missing: the player leaps over it. */
  hole?: { atMs: number; lengthMs: number };
}

/** Plays against the server's clock; how far it is ahead at each comparison. */
function play({ loadMs, startsMs, stall, hole }: Player, forMs: number) {
  let state: StepState = NOT_IN_STEP;
  let shownMs = startsMs;
  let rate = 1;
  let loadsUntil = 0;
  let jumps = 0;
  const ahead: number[] = [];
  for (let now = 0; now < forMs; now += COMPARE_EVERY_MS) {
    if (hole?.atMs === now) shownMs += hole.lengthMs;
    const stands = now < loadsUntil || (stall !== undefined && now >= stall.fromMs && now < stall.toMs);
    if (stands) {
      ahead.push(shownMs - now);
      continue;
    }
    const next = correction(state, shownMs - now, loadMs);
    state = next.state;
    rate = next.rate;
    if (next.jumpMs !== 0) {
      jumps += 1;
      shownMs += next.jumpMs;
      loadsUntil = now + loadMs;
    }
    if (next.standMs > 0) loadsUntil = now + next.standMs;
    ahead.push(shownMs - now);
    if (now >= loadsUntil) shownMs += COMPARE_EVERY_MS * rate;
  }
  return { ahead, jumps };
}
const worstAfter = (ahead: readonly number[], ms: number) =>
  Math.max(...ahead.slice(ms / COMPARE_EVERY_MS).map(Math.abs));

test.each([
  [-5000, 0],
  [-900, 300],
  [700, 500],
  [-40_000, 800],
  [12_000, 1000],
])(
  'from %i ms away, with %i ms to load, it is in step within ten seconds and stays so',
  (startsMs, loadMs) => {
    const { ahead, jumps } = play({ startsMs, loadMs }, 60_000);
    expect(worstAfter(ahead, 15_000)).toBeLessThanOrEqual(100);
    expect(jumps).toBeLessThanOrEqual(2);
  },
);

test('where a jump has to load for long, the next is aimed: nobody sees another picture for ten seconds', () => {
  const { ahead, jumps } = play({ startsMs: -1_500, loadMs: 1_250 }, 30_000);
  expect(worstAfter(ahead, 4_000)).toBeLessThanOrEqual(300);
  expect(jumps).toBe(2);
});

test('where a piece is missing it stands behind it until everybody is there, and never goes back into it', () => {
  const { ahead, jumps } = play({ startsMs: 0, loadMs: 300, hole: { atMs: 10_000, lengthMs: 1900 } }, 30_000);
  expect(worstAfter(ahead, 12_500)).toBeLessThanOrEqual(300);
  expect(jumps).toBe(0);
});

test('a short stall is made good by the rate alone', () => {
  const { ahead, jumps } = play(
    { startsMs: 0, loadMs: 300, stall: { fromMs: 10_000, toMs: 11_250 } },
    60_000,
  );
  expect(jumps).toBe(0);
  expect(worstAfter(ahead, 40_000)).toBeLessThanOrEqual(100);
});

test('a long one takes a jump', () => {
  const { ahead, jumps } = play(
    { startsMs: 0, loadMs: 300, stall: { fromMs: 10_000, toMs: 22_000 } },
    60_000,
  );
  expect(jumps).toBeGreaterThanOrEqual(1);
  expect(worstAfter(ahead, 40_000)).toBeLessThanOrEqual(100);
});

test('nobody hears it: the rate stays within eight hundredths, and rests when it is near', () => {
  for (let aheadMs = -2000; aheadMs <= 300; aheadMs += 10) {
    const { rate, jumpMs } = correction({ settled: true, jumps: 0 }, aheadMs, 0);
    expect(jumpMs).toBe(0);
    expect(rate).toBeGreaterThanOrEqual(0.92);
    expect(rate).toBeLessThanOrEqual(1.08);
    if (Math.abs(aheadMs) <= 80) expect(rate).toBe(1);
    else expect(Math.sign(1 - rate)).toBe(Math.sign(aheadMs));
  }
});

/** Stands still after a sleep until it may play; how far it is ahead then, and how often it jumped. */
function wake(aheadMs: number, jumpTakesMs: number): { aheadMs: number; jumps: number } {
  let [ahead, took, jumps] = [aheadMs, 0, 0];
  for (;;) {
    const next = comingBack(ahead, took);
    if (next.does === 'play') return { aheadMs: ahead - next.inMs, jumps };
    jumps += 1;
    ahead += next.byMs - jumpTakesMs;
    took = jumpTakesMs;
  }
}

test.each([
  [-600_000, 50],
  [8_000, 150],
  [-12_000, 700],
  [-600_000, 2_000],
])(
  'from %i ms off it comes back at once where a jump takes %i ms, and plays in step',
  (offMs, jumpTakesMs) => {
    const back = wake(offMs, jumpTakesMs);
    expect(back.jumps).toBeLessThanOrEqual(2);
    expect(Math.abs(back.aheadMs)).toBeLessThan(IN_STEP_MS);
  },
);

test('what is a little ahead after a sleep waits for everybody', () => {
  expect(wake(1_400, 100)).toEqual({ aheadMs: 0, jumps: 0 });
});

test('where a jump takes longer than anything can be aimed, it plays all the same', () => {
  expect(wake(-600_000, 3_500).jumps).toBe(2);
});
