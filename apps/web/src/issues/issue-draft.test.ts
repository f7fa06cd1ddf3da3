import { RECOMMENDATIONS_PER_ISSUE, WHAT_CHANGED_LENGTH } from '@rostrum/domain';
import { describe, expect, test } from 'vitest';
import {
  cardOf,
  draftOf,
  faultsOf,
  type IssueCard,
  newIssue,
  readIssueDraft,
  withCopied,
} from './issue-draft.ts';

const card: IssueCard = {
  id: '0b8f4f8e-53e0-4df7-9d4e-1f5a5a0e8f11',
  theme: 'torture',
  title: null,
  earlier: { cycle: 3, stateCode: 'URY', response: 'noted', text: 'Ratify.', english: null },
  changed: { text: 'لا شيء', english: 'Nothing' },
  recommendations: [{ text: 'Ratify it in 2027.', english: null, smart: ['specific', 'timely'] }],
  questions: [{ text: 'When?', english: null }],
  moment: { takeId: '0b8f4f8e-53e0-4df7-9d4e-1f5a5a0e8f12', ms: 61_000 },
};

test('a card comes back from its fields as it was', () => {
  expect(cardOf(draftOf(card))).toEqual(card);
  expect(faultsOf(draftOf(card)).size).toBe(0);
});

test('what was kept on a device is read for what it is', () => {
  const draft = draftOf(card);
  expect(readIssueDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  for (const other of [null, 'x', 7, [], {}, { id: 7 }]) expect(readIssueDraft(other)).toBeNull();
  const odd = readIssueDraft({
    id: 'a',
    recommendations: [null, { smart: 'x', text: 7 }],
    moment: { ms: -1 },
  });
  expect(odd).toMatchObject({ recommendations: [{ text: '', smart: [] }, { text: '' }], moment: null });
});

test('a new one lacks what it is about, and is whole with either', () => {
  const empty = newIssue();
  expect([...faultsOf(empty)]).toEqual([['theme', 'missing']]);
  expect(faultsOf({ ...empty, theme: 'torture' }).size).toBe(0);
  expect(faultsOf({ ...empty, title: 'Nomads' }).size).toBe(0);
  expect(cardOf({ ...empty, title: ' Nomads ' })).toMatchObject({
    theme: null,
    title: 'Nomads',
    earlier: null,
    recommendations: [],
    questions: [],
  });
});

test('an earlier recommendation has its words, and an English text something that it is of', () => {
  const draft = { ...newIssue(), theme: 'torture' };
  expect(faultsOf({ ...draft, response: 'noted' }).get('earlier')).toBe('missing');
  expect(faultsOf({ ...draft, changed: { text: ' ', english: 'Nothing' } }).get('changed')).toBe('missing');
});

test('too long is said where it is, and nothing is cut off', () => {
  const long = 'x'.repeat(10_000);
  const draft = draftOf({ ...card, changed: { text: long, english: null } });
  expect([...faultsOf(draft)]).toEqual([['changed', 'too_long']]);
  expect(cardOf(draft).changed?.text).toBe(long);
  const fits = draftOf({ ...card, changed: { text: long.slice(0, WHAT_CHANGED_LENGTH), english: null } });
  expect(faultsOf(fits).size).toBe(0);
});

describe('what is copied from the text', () => {
  test('goes into the first place that is empty, then into another', () => {
    let draft = withCopied(newIssue(), 'recommendations', ' One. ');
    expect(draft.recommendations.map(({ text }) => text)).toEqual(['One.']);
    for (let n = 2; n < 9; n += 1) draft = withCopied(draft, 'recommendations', `${n}`);
    expect(draft.recommendations).toHaveLength(RECOMMENDATIONS_PER_ISSUE);
    expect(withCopied(draft, 'questions', 'When?').questions.map(({ text }) => text)).toEqual(['When?']);
  });

  test('goes behind what is there', () => {
    const once = withCopied(newIssue(), 'changed', 'A law was passed.');
    expect(withCopied(once, 'changed', 'Nobody keeps it.').changed.text).toBe(
      'A law was passed.\nNobody keeps it.',
    );
    expect(withCopied(once, 'changed', '  ')).toBe(once);
  });
});
