import { expect, test } from 'vitest';
import { dateParts } from './date-parts.ts';

const NOON = new Date('2026-11-23T12:05:09Z');
const said = (options: Intl.DateTimeFormatOptions, known: boolean) =>
  new Intl.DateTimeFormat(
    'en-GB',
    dateParts({ timeZone: 'UTC', ...options }, () => known),
  ).format(NOON);
const words = (text: string) => text.replace(/,| at/g, '');

test.each(['full', 'long', 'medium', 'short'] as const)(
  'a date in parts says what a %s one does',
  (style) => {
    for (const options of [
      { dateStyle: style },
      { timeStyle: style, hourCycle: 'h23' as const },
      { dateStyle: style, timeStyle: 'short' as const },
    ]) {
      expect(Object.keys(dateParts(options, () => false))).not.toContain('dateStyle');
      expect(words(said(options, false))).toBe(words(said(options, true)));
    }
  },
);

test('what names its parts stays as it is', () => {
  const options = { weekday: 'long', hourCycle: 'h23' } as const;
  expect(dateParts(options, () => false)).toBe(options);
});
