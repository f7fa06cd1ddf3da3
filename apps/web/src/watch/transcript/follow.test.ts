import { expect, it } from 'vitest';
import { followsAfter, moveFor, overlaps } from './follow.ts';

const view = { top: 100, bottom: 500 };

it('the reader who scrolls away is left there, and followed again once they are back', () => {
  expect(followsAfter(true, { byReader: true, present: false })).toBe(false);
  expect(followsAfter(false, { byReader: false, present: true })).toBe(false);
  expect(followsAfter(false, { byReader: true, present: true })).toBe(true);
  expect(followsAfter(true, { byReader: false, present: false })).toBe(true);
});

it('the text moves only when the present sentence leaves the middle of it', () => {
  expect(moveFor({ top: 150, bottom: 200 }, view)).toBe(0);
  expect(moveFor({ top: 370, bottom: 420 }, view)).toBe(190);
  expect(moveFor({ top: 20, bottom: 60 }, view)).toBe(-160);
});

it('one that is longer than the view is shown from its beginning', () => {
  expect(moveFor({ top: 300, bottom: 900 }, view)).toBe(200);
  expect(moveFor({ top: 100, bottom: 700 }, view)).toBe(0);
});

it('what touches is not yet seen', () => {
  expect(overlaps({ top: 0, bottom: 100 }, view)).toBe(false);
  expect(overlaps({ top: 0, bottom: 101 }, view)).toBe(true);
});
