import { expect, test } from 'vitest';
import { type Asked, askedIn, searchOf } from './use-search.ts';

const nothing: Asked = { query: '', reviewId: '', theme: '', language: '' };

test('what is searched is in the address, and comes back from it', () => {
  const asked = { query: 'تعذيب & more', reviewId: 'r', theme: 'torture', language: 'zh-Hant' };
  expect(askedIn(searchOf(asked))).toEqual(asked);
  expect(askedIn('?other=1')).toEqual(nothing);
  expect(searchOf(nothing)).toBe('');
});
