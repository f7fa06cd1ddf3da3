import { expect, test } from 'vitest';
import type { Decision } from '../studio/types.ts';
import { type Written, whatBecameOf } from './sent-decision.ts';

const approval: Decision = {
  id: 'd1',
  kind: 'approve',
  takeId: 't1',
  cutId: 'c1',
  reason: 'Seen.',
  messageToSpeaker: 'Thank you.',
  needsYes: false,
  answer: null,
  answerNote: null,
  decidedAt: '2026-01-01T00:00:00Z',
  answeredAt: null,
  undoneAt: null,
  decidedBy: 'Ana',
};
const written: Written = {
  id: 'd1',
  kind: 'approve',
  takeId: 't1',
  cutId: 'c1',
  reason: ' Seen. ',
  message: 'Thank you.\n',
};

test('a decision whose answer was lost is told apart from any other', () => {
  expect(whatBecameOf({ ...written, id: 'd0' }, [approval])).toBe('way');
  expect(whatBecameOf(written, [])).toBe('way');
  expect(whatBecameOf(written, [approval])).toBe('arrived');
  expect(whatBecameOf({ ...written, message: '' }, [{ ...approval, messageToSpeaker: null }])).toBe(
    'arrived',
  );
});

test('what was written since it was sent is not taken for sent', () => {
  expect(whatBecameOf({ ...written, message: 'And more.' }, [approval])).toBe('other_words');
  expect(whatBecameOf({ ...written, reason: 'Seen twice.' }, [approval])).toBe('other_words');
});

test.each([
  ['of another kind', { kind: 'decline' }, [approval]],
  ['about another take', { takeId: 't2' }, [approval]],
  ['about another cut', { cutId: null }, [approval]],
  ['that was undone', {}, [{ ...approval, undoneAt: '2026-01-02T00:00:00Z' }]],
  [
    'that another one followed',
    {},
    [approval, { ...approval, id: 'd2', kind: 'decline', decidedAt: '2026-01-02T00:00:00Z' } as const],
  ],
] as const)('one %s is never reported as done, and its id is not used again', (_, over, decisions) => {
  expect(whatBecameOf({ ...written, ...over }, decisions)).toBe('spent');
});
