import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogueFaults } from '../../kit/i18n/check-catalogues.ts';

/** Each part of the page keeps its words beside it. */
const areas = readdirSync(new URL('../', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)words\/en\.json$/.test(path))
  .map((path) => `../${path.replace('en.json', '')}`);

test('the words of every part are found', () => {
  expect(areas).toEqual(expect.arrayContaining(['../words/', '../later/words/', '../guide/words/']));
});

/** Every source of these pages but the tests; of a template, what stands around its values. */
const sources = readdirSync(new URL('../../', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path))
  .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
  .join('\n');
const named = new Set(Array.from(sources.matchAll(/(['"`])([\w.-]+)\1/g), ([, , text]) => text));
const templates = Array.from(sources.matchAll(/`([\w.-]+\.)\$\{[^`]*`/g), ([text]) => {
  const around = text.slice(1, -1).split(/\$\{[^}]*\}/);
  return new RegExp(`^${around.map((part) => part.replace(/[.\\]/g, '\\$&')).join('[\\w-]+')}$`);
});
const isNamed = (key: string) => named.has(key) || templates.some((template) => template.test(key));

test('a word that is said nowhere is noticed', () => {
  expect(templates.length).toBeGreaterThan(10);
  expect(isNamed('speak.ready.approved.title')).toBe(true);
  expect(isNamed('speak.nobody-says-this')).toBe(false);
});

describe.each(areas)('the words in %s', (folder) => {
  const read = (language: string): Record<string, string> =>
    JSON.parse(readFileSync(new URL(`${folder}${language}.json`, import.meta.url), 'utf8'));
  const english = read('en');

  test('are all said somewhere', () => {
    expect(Object.keys(english).filter((key) => !isNamed(key))).toEqual([]);
  });

  test.each(['en', 'fr', 'es', 'ar'])(
    '%s says all that the English says, in every form it has',
    (language) => {
      expect(catalogueFaults(english, read(language), language)).toEqual([]);
    },
  );

  test.each(['fr', 'es', 'ar'])('%s leaves nothing in English', (language) => {
    const other = read(language);
    // Short words may agree between languages; sentences may not.
    const same = Object.keys(english).filter(
      (key) => english[key] === other[key] && (english[key]?.length ?? 0) > 12,
    );
    expect(same).toEqual([]);
  });
});
