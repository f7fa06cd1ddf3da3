import { expect, test } from 'vitest';
import { dayRange } from './day-range.ts';

const plain = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ').replace(/\u200f/g, '');

test('a range of days says month and year once', () => {
  expect(plain(dayRange('2020-12-08', '2020-12-11', 'en'))).toBe('8 – 11 December 2020');
  expect(plain(dayRange('2020-12-08', '2020-12-11', 'fr'))).toBe('8–11 décembre 2020');
});

test('one day is no range', () => {
  expect(dayRange('2020-12-08', '2020-12-08', 'es')).toBe('8 de diciembre de 2020');
});

test('Arabic has the figures of the players beside it', () => {
  expect(dayRange('2020-12-08', '2020-12-11', 'ar')).toContain('2020');
});
