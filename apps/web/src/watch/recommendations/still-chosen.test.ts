import { expect, test } from 'vitest';
import { keyOf, reviewsOf, stillChosen } from './still-chosen.ts';
import type { WatchIssue } from './use-search.ts';

function card(id: string, reviewId: string, text: string): WatchIssue {
  return {
    id,
    statementId: `s-${reviewId}`,
    review: { id: reviewId, stateCode: 'NPL', stateName: 'Nepal' },
    organisation: { id: 'o', name: 'An organisation', kind: 'cso' },
    language: 'en',
    direction: 'ltr',
    theme: 'torture',
    title: null,
    earlier: null,
    changed: null,
    recommendations: [{ text, english: null }],
    questions: [],
    atMs: null,
  };
}

const chosenOf = (...issues: WatchIssue[]) => new Map(issues.map((issue) => [keyOf(issue), issue]));

test('what was withdrawn or taken out is chosen no more, and what was changed is what it says now', () => {
  const chosen = chosenOf(card('gone', 'a', 'x'), card('same', 'a', 'y'), card('other', 'b', 'z'));
  expect(reviewsOf(chosen)).toEqual(['a', 'b']);
  const standing = new Map([['a', [card('same', 'a', 'anew'), card('never chosen', 'a', 'w')]]]);
  const left = stillChosen(chosen, standing);
  // Nobody asked for b: it was chosen meanwhile.
  expect([...left.values()].map(({ id, recommendations }) => [id, recommendations[0]?.text])).toEqual([
    ['same', 'anew'],
    ['other', 'z'],
  ]);
  expect(stillChosen(left, new Map([['b', []]])).size).toBe(1);
});

test('a card of another statement with the same id does not stand for it', () => {
  const chosen = chosenOf(card('id', 'a', 'x'));
  const other = { ...card('id', 'a', 'x'), statementId: 'another' };
  expect(stillChosen(chosen, new Map([['a', [other]]])).size).toBe(0);
});
