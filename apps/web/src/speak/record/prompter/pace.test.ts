import { describe, expect, test } from 'vitest';
import { FASTEST_WPM, placeOf, SLOWEST_WPM, withinPace, wordsBefore } from './pace.ts';

test('the speed keeps within what can be read, in steps of five', () => {
  expect(withinPace(112)).toBe(110);
  expect(withinPace(1)).toBe(SLOWEST_WPM);
  expect(withinPace(999)).toBe(FASTEST_WPM);
});

describe('the place of a word', () => {
  const paragraphs = [
    { topPx: 0, heightPx: 100, words: 50 },
    { topPx: 100, heightPx: 40, words: 0 },
    { topPx: 140, heightPx: 200, words: 50 },
  ];

  test('moves through each paragraph at the speed of its own words', () => {
    expect(placeOf(0, paragraphs)).toBe(0);
    expect(placeOf(25, paragraphs)).toBe(50);
    expect(placeOf(50, paragraphs)).toBe(140);
    expect(placeOf(75, paragraphs)).toBe(240);
    expect(placeOf(1000, paragraphs)).toBe(340);
    expect(placeOf(5, [])).toBe(0);
  });

  test('and back', () => {
    for (const words of [0, 10, 49, 50, 75, 99]) {
      expect(wordsBefore(placeOf(words, paragraphs), paragraphs)).toBeCloseTo(words);
    }
    expect(wordsBefore(9_999, paragraphs)).toBe(100);
  });
});
