import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueFaults } from '../../kit/i18n/check-catalogues.ts';
import keys from './problem-codes.ts';

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const english = read('./en.json');

test('the French says everything the English says', () => {
  expect(catalogueFaults(english, read('./fr.json'), 'fr')).toEqual([]);
});

test('every code has its sentence, and every sentence its code', () => {
  const sentences = Object.keys(english).filter((key) => key.startsWith('problem.'));
  expect([...keys.values()].sort()).toEqual(sentences.sort());
});
