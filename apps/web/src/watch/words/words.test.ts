import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueFaults } from '../../kit/i18n/check-catalogues.ts';

const folder = new URL('./', import.meta.url);
const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

test('the page speaks four languages', () => {
  expect(files.sort()).toEqual(['ar.json', 'en.json', 'es.json', 'fr.json']);
});

test.each(files)('%s says everything the English says, with every plural form of its language', (file) => {
  expect(catalogueFaults(read('en.json'), read(file), file.slice(0, 2))).toEqual([]);
});
