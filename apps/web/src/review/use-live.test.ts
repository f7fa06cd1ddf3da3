import { expect, test } from 'vitest';
import { touched } from './use-live.ts';

const at = { reviewId: 'r', statementId: 'x' };

test.each(['statement', 'written', 'captions', 'recommendations'])(
  'a change of a %s asks again for the statement, its programme, and its row of the board alone',
  (what) => {
    expect(touched({ data: { ...at, what } })).toEqual({
      keys: [
        ['statement', 'x'],
        ['programme', 'r'],
      ],
      row: at,
    });
  },
);

test.each(['progress', 'remark'])('%s leaves the programme alone', (what) => {
  expect(touched({ data: { ...at, what } })).toEqual({ keys: [['statement', 'x']], row: at });
});

test.each(['presence', 'checklist'])('%s leaves the board and the programme alone', (what) => {
  expect(touched({ data: { ...at, what } })).toEqual({ keys: [['statement', 'x']] });
});

test('what a mission asks is of one page alone', () => {
  expect(touched({ data: { ...at, what: 'question' } })).toEqual({ keys: [['questions']] });
});

test('a change of a programme asks for the whole board', () => {
  expect(touched({ data: { reviewId: 'r', what: 'programme' } })).toEqual({
    keys: [['board'], ['programme', 'r']],
  });
});

test.each([undefined, null, 'x', {}, { reviewId: 3 }])('%j asks again for everything', (data) => {
  expect(touched({ data })).toEqual({ keys: [['board'], ['statement'], ['programme']] });
});
