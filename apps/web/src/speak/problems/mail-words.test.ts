import { readFileSync } from 'node:fs';
import { REFUSALS } from '@rostrum/domain';
import { describe, expect, test } from 'vitest';
import { catalogueFaults } from '../../kit/i18n/check-catalogues.ts';

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const core = '../../../../../packages/core/src';
const ofMail = (language: string) => ({
  ...read(`${core}/words/${language}.json`),
  ...read(`${core}/mail/words/${language}.json`),
});
const english = ofMail('en');
const isProblem = (key: string) => key.startsWith('problem.');

describe.each(['en', 'fr', 'es', 'ar'])(
  'the mails, and what the plain page shares with them, in %s',
  (language) => {
    const own = ofMail(language);

    test('say all that the English say, in every form the language has', () => {
      expect(catalogueFaults(english, own, language)).toEqual([]);
    });

    test('say what went wrong in the very words of the page', () => {
      const page = { ...read(`../words/${language}.json`), ...read(`../later/words/${language}.json`) };
      const problems = Object.keys(own).filter(isProblem);
      expect(problems).toEqual(expect.arrayContaining(REFUSALS.map((code) => `problem.${code}`)));
      expect(Object.fromEntries(problems.map((key) => [key, own[key]]))).toEqual(
        Object.fromEntries(problems.map((key) => [key, page[key]])),
      );
    });

    if (language === 'en') return;
    test('leave nothing in English', () => {
      const hasWords = (key: string) => /\p{L}/u.test((english[key] ?? '').replaceAll(/\{\w+\}/g, ''));
      expect(Object.keys(english).filter((key) => hasWords(key) && english[key] === own[key])).toEqual([]);
    });
  },
);
