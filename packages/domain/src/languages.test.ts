import { expect, it } from 'vitest';
import { canonicalLanguage, Language, languageDirection, languageLabel } from './languages.ts';

it.each([
  ['fr', 'fr'],
  ['AR-eg', 'ar-EG'],
  ['zh-hant', 'zh-Hant'],
  ['iw', 'he'],
  ['', null],
  ['x', null],
  ['../en', null],
  ['en_US', null],
  ['en\n', null],
  ['en-u-ca-buddhist-nu-latn-co-phonebk', null],
  ['français', null],
])('%j is %j', (tag, canonical) => {
  expect(canonicalLanguage(tag)).toBe(canonical);
  expect(Language.safeParse(tag).success).toBe(canonical !== null);
});

it('is named as its readers name it', () => {
  expect(['fr', 'es', 'ar', 'en'].map(languageLabel)).toEqual(['Français', 'Español', 'العربية', 'English']);
  expect(['ar', 'fa', 'he', 'fr'].map(languageDirection)).toEqual(['rtl', 'rtl', 'rtl', 'ltr']);
});
