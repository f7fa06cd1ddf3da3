import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueFaults } from '../kit/i18n/check-catalogues.ts';

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`words/${language}.json`, import.meta.url), 'utf8'));
const english = read('en');

test.each(['en', 'fr', 'es', 'ar'])('%s says all that the English says, in every form it has', (language) => {
  expect(catalogueFaults(english, read(language), language)).toEqual([]);
});

test('all of it is said somewhere', () => {
  const sources = readdirSync(new URL('.', import.meta.url), { encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('\n');
  const unsaid = Object.keys(english).filter(
    (key) => !/\.(warning|key)\./.test(key) && !sources.includes(`'${key}'`),
  );
  expect(unsaid).toEqual([]);
});
