import { expect, test } from 'vitest';
import { placeFrom, placeText } from './place.ts';

test('a place outlives a reload, and what is no place is none', () => {
  for (const place of [
    { takeId: 'a-1', startMs: 0, endMs: null },
    { takeId: 'a-1', startMs: 1200, endMs: 3400 },
    { takeId: null, startMs: null, endMs: null },
  ]) {
    expect(placeFrom(placeText(place))).toEqual(place);
  }
  for (const text of [undefined, '', 'a', 'a b', 'a 1 2 3']) {
    expect(placeFrom(text)).toEqual({ takeId: null, startMs: null, endMs: null });
  }
});
