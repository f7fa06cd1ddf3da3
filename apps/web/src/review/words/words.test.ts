import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalogueFaults } from '../../kit/i18n/check-catalogues.ts';
import allEnglish from './all-en.ts';
import allFrench from './all-fr.ts';
import keys from './problem-codes.ts';

const area = path.resolve(import.meta.dirname, '..');
const catalogues = readdirSync(area, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'en.json')
  .map((file) => path.join(area, path.dirname(file)));
const read = (folder: string, language: 'en' | 'fr'): Record<string, string> =>
  JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8'));

test('the French says everything the English says', () => {
  for (const folder of catalogues)
    expect(catalogueFaults(read(folder, 'en'), read(folder, 'fr'), 'fr'), folder).toEqual([]);
});

test('every area is among all words, and says nothing that another says', () => {
  for (const [language, all] of [
    ['en', allEnglish],
    ['fr', allFrench],
  ] as const) {
    const every = catalogues.flatMap((folder) => Object.keys(read(folder, language)));
    expect(every.sort()).toEqual(Object.keys(all).sort());
  }
});

test('every code has its sentence, and every sentence its code', () => {
  const sentences = Object.keys(allEnglish).filter((key) => key.startsWith('problem.'));
  expect([...keys.values()].sort()).toEqual(sentences.sort());
});

test('French punctuation stays with its word: a narrow no-break space stands before it', () => {
  const loose = Object.entries(allFrench).filter(([, text]) =>
    /[ \u00a0][:;?!»%]|«[ \u00a0]|\w'\w/.test(text),
  );
  expect(loose).toEqual([]);
});
