import { expect, test } from 'vitest';
import { touched } from './use-live.ts';

const at = { reviewId: 'r', statementId: 'x' };

test('a change of a statement asks again for it, its board and its programme', () => {
  expect(touched({ data: { ...at, what: 'statement' } })).toEqual([
    ['board'],
    ['statement', 'x'],
    ['programme', 'r'],
  ]);
});

test('progress leaves the programme alone', () => {
  expect(touched({ data: { ...at, what: 'progress' } })).toEqual([['board'], ['statement', 'x']]);
});

test.each([undefined, null, 'x', {}, { reviewId: 3 }])('%j asks again for everything', (data) => {
  expect(touched({ data })).toEqual([['board'], ['statement'], ['programme']]);
});
