import { expect, test } from 'vitest';
import { groupOf, type HistoryItem, keyOf } from './history-words.ts';

const item = (action: string, more: Partial<HistoryItem> = {}): HistoryItem => ({
  entry: 1,
  at: '2021-01-01T00:00:00.000Z',
  action,
  actor: { kind: 'coordinator', name: 'A colleague' },
  reason: null,
  take: 1,
  cut: null,
  revision: null,
  person: null,
  minor: false,
  ...more,
});

test.each([
  [item('take.ready'), 'did.take.ready', 'video'],
  [item('take.refused', { reason: 'not_a_video' }), 'did.take.refused', 'video'],
  [item('statement.decided.ask_changes'), 'did.statement.decided.ask_changes', 'decisions'],
  [
    item('statement.approved', { reason: 'answered_yes' }),
    'did.statement.approved.answered_yes',
    'decisions',
  ],
  [item('statement.assigned'), 'did.statement.assigned.nobody', 'decisions'],
  [item('statement.assigned', { person: 'Ada' }), 'did.statement.assigned.somebody', 'decisions'],
  [item('invitation.changed'), 'did.invitation.changed', 'access'],
  [item('statement.withdrawn'), 'did.statement.withdrawn', 'access'],
  [
    item('programmeRevision.published', { revision: { number: 2, kind: 'card', position: 1 } }),
    'did.programmeRevision.published.card',
    'programme',
  ],
  [item('toString'), 'did.other', 'access'],
])('%o', (one, key, group) => {
  expect(keyOf(one)).toBe(key);
  expect(groupOf(one)).toBe(group);
});
