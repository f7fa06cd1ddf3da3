import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueFaults } from '../../kit/i18n/check-catalogues.ts';

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`./words/${language}.json`, import.meta.url), 'utf8'));

test.each(['en', 'fr', 'es', 'ar'])('%s says all that the English says', (language) => {
  expect(catalogueFaults(read('en'), read(language), language)).toEqual([]);
});
