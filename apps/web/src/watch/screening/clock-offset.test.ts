import { expect, test } from 'vitest';
import { clockOffset, type TimeSample, withSample } from './clock-offset.ts';

const AHEAD_MS = 3_600_000;
/** A question that took so long there and so long back. */
const asked = (sentMs: number, thereMs: number, backMs: number, aheadMs = AHEAD_MS): TimeSample => ({
  sentMs,
  receivedMs: sentMs + thereMs + backMs,
  serverMs: sentMs + thereMs + aheadMs,
});
const all = (...samples: TimeSample[]) => samples.reduce<TimeSample[]>(withSample, []);

test('nothing is known before the first answer', () => {
  expect(clockOffset([])).toBeNull();
});

test('even ways tell it exactly, however long they are', () => {
  expect(clockOffset(all(asked(0, 20, 20), asked(300, 400, 400)))).toBe(AHEAD_MS);
});

test('a slow way back in a few of them moves nothing', () => {
  const samples = all(
    asked(0, 20, 900),
    asked(300, 21, 19),
    asked(600, 700, 20),
    asked(900, 19, 21),
    asked(1200, 20, 20),
    asked(1500, 20, 1500),
  );
  expect(Math.abs((clockOffset(samples) ?? 0) - AHEAD_MS)).toBeLessThanOrEqual(1);
});

test('after a sleep, which the page’s clock did not count, the former answers are worth nothing', () => {
  const before = all(asked(0, 20, 20), asked(300, 20, 20), asked(600, 20, 20));
  const after = withSample(before, asked(900, 30, 30, AHEAD_MS + 600_000));
  expect(after).toHaveLength(1);
  expect(clockOffset(after)).toBe(AHEAD_MS + 600_000);
});

test('one slow answer is no sleep', () => {
  const before = all(asked(0, 20, 20), asked(300, 20, 20));
  expect(withSample(before, asked(600, 20, 3000))).toHaveLength(3);
});

test('it forgets, because clocks drift', () => {
  const samples = Array.from({ length: 200 }, (_, n) => asked(n * 2000, 10, 10, AHEAD_MS + n * 0.2));
  const offset = clockOffset(all(...samples)) ?? 0;
  expect(Math.abs(offset - (AHEAD_MS + 199 * 0.2))).toBeLessThan(5);
});
