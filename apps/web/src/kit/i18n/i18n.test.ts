import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueFaults } from './check-catalogues.ts';
import { chooseLanguage } from './choose-language.ts';
import { createWords } from './words.tsx';

const folder = new URL('../words/', import.meta.url);
const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const english = read('en.json');

test('the kit speaks four languages', () => {
  expect(files.sort()).toEqual(['ar.json', 'en.json', 'es.json', 'fr.json']);
});

test.each(files)('%s says everything the English says, with every plural form of its language', (file) => {
  expect(catalogueFaults(english, read(file), file.slice(0, 2))).toEqual([]);
});

test.each(files)('%s says what the English says of a page that failed', (file) => {
  const said = (name: string) => read(`../broken/words/${name}`);
  expect(catalogueFaults(said('en.json'), said(file), file.slice(0, 2))).toEqual([]);
});

test('faults are found', () => {
  const original = { a: '{n, plural, one {# <b>day</b>} other {# <b>days</b>}}', b: 'Hello {name}' };
  expect(catalogueFaults(original, { a: '{n, plural, one {#} other {#}}', b: 'Hola', c: 'x' }, 'ar')).toEqual(
    [
      'c: not in the original',
      `a: {n} lacks ${lacking('ar')}`,
      'a: its parts differ',
      'b: {} instead of {name}',
    ],
  );
});

function lacking(language: string): string {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return categories.filter((form) => form !== 'one' && form !== 'other').join(', ');
}

test('a language is asked for, kept, read from the browser, or the first', () => {
  const have = ['en', 'fr', 'es', 'ar'] as const;
  expect(chooseLanguage(have, { asked: 'ar', kept: 'fr', browser: ['es'] })).toBe('ar');
  expect(chooseLanguage(have, { asked: 'xx', kept: 'fr', browser: ['es'] })).toBe('fr');
  expect(chooseLanguage(have, { kept: null, browser: ['de-CH', 'es-419', 'en'] })).toBe('es');
  expect(chooseLanguage(have, { browser: [] })).toBe('en');
});

test('words that come later join those that are there', () => {
  const first = createWords('fr', { a: 'un', b: 'deux' });
  const all = first.with({ b: 'autre', c: 'trois' });
  expect([all.language, all.t('a'), all.t('b'), all.t('c')]).toEqual(['fr', 'un', 'autre', 'trois']);
  expect(first.t('c')).toBe('c');
});
