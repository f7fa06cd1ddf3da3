import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noticeSleep, slept } from './notice-sleep.ts';

const page = Object.assign(new EventTarget(), { hidden: false });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const HOUR_MS = 3_600_000;
const before = { steadyMs: 1_000, wallMs: 5_000_000 };
const later = (steadyMs: number, wallMs = steadyMs) => ({
  steadyMs: before.steadyMs + steadyMs,
  wallMs: before.wallMs + wallMs,
});

test.each([
  ['a timer in time', later(250), false, false],
  ['a busy second', later(1_500), false, false],
  ['a machine that counts its sleep', later(HOUR_MS), false, true],
  ['one that does not', later(300, HOUR_MS), false, true],
  ['one that does not, and nobody looks', later(300, HOUR_MS), true, true],
  ['a page that nobody sees, once a minute', later(60_000), true, false],
  ['a clock that is put back', later(250, -HOUR_MS), false, false],
])('%s', (_, now, hidden, expected) => {
  expect(slept(before, now, hidden)).toBe(expected);
});

test('all hear of it at one instant, and nobody who does not listen any more', () => {
  const heard: number[][] = [[], []];
  const [one, other] = heard.map((times) => noticeSleep((ms) => times.push(ms)));
  vi.advanceTimersByTime(5_000);
  expect(heard).toEqual([[], []]);
  vi.setSystemTime(Date.now() + HOUR_MS);
  vi.advanceTimersByTime(300);
  page.dispatchEvent(new Event('resume'));
  expect(heard[0]).toHaveLength(2);
  expect(heard[1]).toEqual(heard[0]);
  one?.();
  page.dispatchEvent(new Event('resume'));
  expect([heard[0]?.length, heard[1]?.length]).toEqual([2, 3]);
  other?.();
  page.dispatchEvent(new Event('resume'));
  expect(vi.getTimerCount()).toBe(0);
});
