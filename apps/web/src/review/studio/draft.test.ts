import { expect, test } from 'vitest';
import { readDraft } from './draft.ts';

test('a draft is read as it was kept', () => {
  const edit = { inMs: 40, outMs: 5_000, removals: [{ startMs: 80, endMs: 200 }] };
  expect(readDraft(JSON.stringify(edit))).toEqual(edit);
});

test.each([
  null,
  '',
  '{',
  'null',
  '[]',
  '{"inMs":0,"outMs":null,"removals":[]}',
  '{"inMs":0.5,"outMs":9,"removals":[]}',
  '{"inMs":0,"outMs":9,"removals":[{"startMs":-1,"endMs":2}]}',
  '{"inMs":0,"outMs":9,"removals":[null]}',
])('%s is none', (text) => {
  expect(readDraft(text)).toBeUndefined();
});
