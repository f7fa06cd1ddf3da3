import { readFileSync } from 'node:fs';
import { routes } from '@rostrum/contract';
import { problemSaid } from '@rostrum/core';
import { type ProblemCode, REFUSALS, SPEAKER_LANGUAGES } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { plainWords } from './plain-words.ts';

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`./words/${language}.json`, import.meta.url), 'utf8'));
const english = read('en');
const values = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

/** What the plain page does is what these routes do. */
const DOES = [
  'POST /api/v1/links/open',
  'POST /api/v1/links/code',
  'POST /api/v1/speaker/takes',
  'PUT /api/v1/speaker/consent',
  'POST /api/v1/speaker/statement/withdraw',
] as const;
const OF_ANY: readonly ProblemCode[] = [
  ...(['sign_in_required', 'not_allowed', 'request_forged', 'too_many_requests', 'not_found'] as const),
  ...(['request_invalid', 'body_too_large', 'consent_missing', 'unavailable', 'internal'] as const),
];

describe.each(SPEAKER_LANGUAGES)('the plain page in %s', (language) => {
  const own = read(language);

  it('says all that the English says, and nothing else', () => {
    expect(Object.keys(own)).toEqual(Object.keys(english));
    expect(Object.values(own).filter((text) => text.trim() === '')).toEqual([]);
    for (const [key, text] of Object.entries(english))
      expect(values(own[key] ?? ''), key).toEqual(values(text));
  });

  it('has words for whatever can fail here, and why a file is refused', () => {
    const words = plainWords(language);
    const ofRoutes = DOES.flatMap((name): readonly ProblemCode[] => {
      const route = routes[name];
      return 'problems' in route ? route.problems : [];
    });
    expect(ofRoutes).toEqual(
      expect.arrayContaining(['link_unknown', 'consent_name_missing', 'storage_full']),
    );
    const unsaid = [...ofRoutes, ...REFUSALS, ...OF_ANY].filter(
      (code) => problemSaid(words, { code, figures: {} }) === null,
    );
    expect(unsaid).toEqual([]);
  });

  if (language === 'en') return;
  it('leaves no sentence in English', () => {
    const same = Object.keys(english).filter((key) => own[key] === english[key]);
    expect(same.filter((key) => (english[key]?.length ?? 0) > 12)).toEqual([]);
  });
});
