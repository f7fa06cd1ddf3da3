import { describe, expect, test } from 'vitest';
import { countRoughly, countWords, wordsOfLanguage } from './count-words.ts';
import { fitText, spokenMs } from './spoken-length.ts';

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

test('a text is as long as it is read, and what must go is told in words', () => {
  expect(fitText(770, 110, 420_000)).toEqual({ lengthMs: 420_000, tooManyWords: 0 });
  expect(fitText(771, 110, 420_000)).toMatchObject({ tooManyWords: 1 });
  expect(fitText(900, 100, 420_000)).toEqual({ lengthMs: 540_000, tooManyWords: 200 });
  expect(fitText(0, 100, 420_000)).toEqual({ lengthMs: 0, tooManyWords: 0 });
});

test('what is written is told at the speed that interpreters can follow', () => {
  expect(spokenMs(840)).toBe(420_000);
  expect(countWords('我们感谢主席先生', wordsOfLanguage('zh'))).toBeGreaterThan(3);
});
