import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  CONSENT_LANGUAGES,
  CONSENT_TEXT,
  CONSENT_TEXT_VERSION,
  coversWriting,
  mustAccept,
} from './consent-text.ts';

/**
 * The words of every version that was ever shown. Who changes a word gives the text a new version and adds a
 * line; the lines of older versions stay.
 */
const KNOWN: Readonly<Record<string, string>> = {
  '2026-11': 'b7652e1ae999873261c6ae7b8d713443569284adc945d0e284f3217ec5e8e801',
  '2026-11-22': '778b3107a22ea20da27140cf3fb00a8e69337d132ef00f811600ec76c6e1db11',
};

it('is the text that its version stands for', () => {
  const words = JSON.stringify(CONSENT_LANGUAGES.map((language) => CONSENT_TEXT[language]));
  expect(createHash('sha256').update(words).digest('hex')).toBe(KNOWN[CONSENT_TEXT_VERSION]);
});

it('says something of its own in each language', () => {
  const sentences = CONSENT_LANGUAGES.flatMap((language) => [...CONSENT_TEXT[language]]);
  expect(new Set(sentences).size).toBe(sentences.length);
  expect(sentences.every((sentence) => sentence.trim().length > 40)).toBe(true);
});

it('is to be accepted where it never was, and where another was', () => {
  expect(mustAccept({ textVersion: null })).toBe(true);
  expect(mustAccept({ textVersion: '1999-01' })).toBe(true);
  expect(mustAccept({ textVersion: CONSENT_TEXT_VERSION })).toBe(false);
});

it('speaks of what is handed in in writing from one version on', () => {
  const covers = (textVersion: string | null) => coversWriting({ textVersion });
  expect([null, '1999-01', '2026-11', CONSENT_TEXT_VERSION, '2027-03'].map(covers)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
