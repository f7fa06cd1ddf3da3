import { expect, test } from 'vitest';
import { following, isWhole, movedTo, shareOf, wholeView, zoomed } from './view.ts';

const LENGTH = 60_000;
const whole = wholeView(LENGTH);

test('going nearer keeps the moment where it is, and has an end', () => {
  const near = zoomed(whole, 2, 15_000, LENGTH);
  expect(near).toEqual({ startMs: 7_500, spanMs: 30_000 });
  expect(shareOf(near, 15_000)).toBe(shareOf(whole, 15_000));
  expect(zoomed(near, 1000, 15_000, LENGTH).spanMs).toBe(2_000);
  expect(zoomed(near, 2, 59_000, LENGTH)).toEqual({ startMs: 45_000, spanMs: 15_000 });
});

test('going farther ends with the whole', () => {
  expect(zoomed({ startMs: 40_000, spanMs: 15_000 }, 0.01, 45_000, LENGTH)).toEqual(whole);
  expect([isWhole(whole, LENGTH), isWhole(zoomed(whole, 2, 0, LENGTH), LENGTH)]).toEqual([true, false]);
});

test('a take shorter than the nearest view is shown whole', () => {
  expect(zoomed(wholeView(900), 2, 400, 900)).toEqual(wholeView(900));
});

test('the view follows only what has left it, and stays within the take', () => {
  const view = { startMs: 10_000, spanMs: 10_000 };
  expect(following(view, 20_000, LENGTH)).toBe(view);
  expect(following(view, 20_040, LENGTH)).toEqual({ startMs: 19_040, spanMs: 10_000 });
  expect(following(view, 0, LENGTH).startMs).toBe(0);
  expect(following(view, LENGTH, LENGTH).startMs).toBe(50_000);
  expect(movedTo(view, 99_000, LENGTH).startMs).toBe(50_000);
});
