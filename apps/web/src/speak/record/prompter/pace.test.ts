import { describe, expect, test } from 'vitest';
import { countRoughly, countWords } from './count-words.ts';
import { FASTEST_WPM, fitText, placeOf, SLOWEST_WPM, withinPace, wordsBefore } from './pace.ts';

describe('words', () => {
  test.each([
    ['', 0],
    ['  \n ', 0],
    ['We thank you, Mr. President.', 5],
    ["N'oubliez pas l'école : 3 000 enfants", 6],
    ['نشكر السيد الرئيس على الكلمة.', 5],
    ['Благодарим вас, господин Председатель', 4],
  ])('%j has %i', (text, words) => {
    expect(Math.abs(countWords(text) - words)).toBeLessThanOrEqual(1);
    expect(Math.abs(countRoughly(text) - words)).toBeLessThanOrEqual(1);
  });

  test.each([
    ['我们感谢主席先生并请求政府保护记者', 9],
    ['เราขอขอบคุณท่านประธานและขอให้รัฐบาลคุ้มครองนักข่าว', 12],
    ['ကျွန်ုပ်တို့သည် ဥက္ကဋ္ဌကြီးအား ကျေးဇူးတင်ပါသည်', 9],
  ])('%s, which has no spaces between words, is not one word', (text, words) => {
    const allowed = Math.ceil(words / 2);
    expect(Math.abs(countWords(text) - words)).toBeLessThanOrEqual(allowed);
    expect(Math.abs(countRoughly(text) - words)).toBeLessThanOrEqual(allowed);
  });
});

test('the speed keeps within what can be read, in steps of five', () => {
  expect(withinPace(112)).toBe(110);
  expect(withinPace(1)).toBe(SLOWEST_WPM);
  expect(withinPace(999)).toBe(FASTEST_WPM);
});

test('a text is as long as it is read, and what must go is told in words', () => {
  expect(fitText(770, 110, 420_000)).toEqual({ lengthMs: 420_000, tooManyWords: 0 });
  expect(fitText(771, 110, 420_000)).toMatchObject({ tooManyWords: 1 });
  expect(fitText(900, 100, 420_000)).toEqual({ lengthMs: 540_000, tooManyWords: 200 });
  expect(fitText(0, 100, 420_000)).toEqual({ lengthMs: 0, tooManyWords: 0 });
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
