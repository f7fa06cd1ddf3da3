import { expect, test } from 'vitest';
import { endOfDay, localDay } from './local-day.ts';

test.each(['2026-12-31', '2027-02-28', '2028-02-29'])('the end of %s lies on that day', (day) => {
  const end = endOfDay(day);
  expect(end).not.toBeNull();
  expect(localDay(end ?? '')).toBe(day);
  expect(new Date(Date.parse(end ?? '') + 1000).getDate()).not.toBe(Number(day.slice(8)));
});

test('what is no day is none', () => {
  expect(endOfDay('')).toBeNull();
  expect(endOfDay('tomorrow')).toBeNull();
});
