import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';
import {
  ISSUES_LIMIT,
  QUESTIONS_PER_ISSUE,
  RECOMMENDATION_LENGTH,
  RECOMMENDATIONS_PER_ISSUE,
} from './recommendation-limits.ts';
import { IssueCard, IssueSheet, ThemeList } from './recommendations.ts';
import { UPR_THEMES } from './upr-themes.ts';

const text = (words: string) => ({ text: words });
const card = (given: object = {}) => ({
  id: newId(),
  theme: 'torture',
  title: null,
  earlier: null,
  changed: null,
  recommendations: [text('Ratify it.')],
  questions: [],
  moment: null,
  ...given,
});
const taken = (given: object) => IssueCard.safeParse(card(given)).success;
const many = (n: number, one: (at: number) => unknown) => Array.from({ length: n }, (_, at) => one(at));

describe('an issue', () => {
  it('is kept trimmed, without an English text that is none, and with its ticks in order', () => {
    const read = IssueCard.parse(
      card({
        recommendations: [
          { text: ' Ratify.\n', english: '  ', smart: ['timely', 'specific', 'specific'] },
          { text: 'x', english: 'y' },
        ],
      }),
    );
    expect(read.recommendations).toEqual([
      { text: 'Ratify.', english: null, smart: ['specific', 'timely'] },
      { text: 'x', english: 'y', smart: [] },
    ]);
  });

  it('has a theme, or a title of its own, or both', () => {
    expect(taken({ theme: null, title: 'Statelessness of nomads' })).toBe(true);
    expect(taken({ title: 'In prisons' })).toBe(true);
    expect(taken({ theme: null })).toBe(false);
    expect(taken({ theme: null, title: '  ' })).toBe(false);
    expect(taken({ theme: "x' or 1" })).toBe(false);
  });

  it('knows four cycles and two answers', () => {
    const earlier = { cycle: 3, stateCode: 'URY', response: 'accepted', text: 'Ratify.' };
    expect(taken({ earlier })).toBe(true);
    expect(taken({ earlier: { ...earlier, stateCode: null, cycle: null, response: null } })).toBe(true);
    expect(taken({ earlier: { ...earlier, cycle: 5 } })).toBe(false);
    expect(taken({ earlier: { ...earlier, response: 'rejected' } })).toBe(false);
    expect(taken({ earlier: { ...earlier, stateCode: 'Uruguay' } })).toBe(false);
  });

  it('is as long as allowed, and not one letter longer', () => {
    const of = (length: number) => ({ recommendations: [text('x'.repeat(length))] });
    expect(taken(of(RECOMMENDATION_LENGTH))).toBe(true);
    expect(taken(of(RECOMMENDATION_LENGTH + 1))).toBe(false);
    const recommendations = many(RECOMMENDATIONS_PER_ISSUE + 1, () => text('x'));
    expect(taken({ recommendations: recommendations.slice(1) })).toBe(true);
    expect(taken({ recommendations })).toBe(false);
    expect(taken({ questions: many(QUESTIONS_PER_ISSUE + 1, () => text('x')) })).toBe(false);
  });
});

it('a sheet has so many, each its own', () => {
  const sheet = (cards: unknown[]) => IssueSheet.safeParse({ language: 'ar', cards }).success;
  expect(sheet(many(ISSUES_LIMIT, () => card()))).toBe(true);
  expect(sheet(many(ISSUES_LIMIT + 1, () => card()))).toBe(false);
  const one = card();
  expect(sheet([one, one])).toBe(false);
  expect(IssueSheet.safeParse({ language: 'not a language', cards: [] }).success).toBe(false);
});

it('the themes of the product are a list that the staff could have written', () => {
  expect(ThemeList.parse(UPR_THEMES)).toEqual(UPR_THEMES);
  expect(UPR_THEMES.length).toBeGreaterThan(50);
  for (const language of ['en', 'fr', 'es', 'ar'] as const) {
    const names = UPR_THEMES.map(({ names }) => names[language]);
    expect(new Set(names).size, language).toBe(names.length);
  }
});
