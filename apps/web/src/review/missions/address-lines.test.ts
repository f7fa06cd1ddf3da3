import { expect, test } from 'vitest';
import { addressLines } from './address-lines.ts';

test.each([
  ['CHE;a@b.ch', 'CHE', 'a@b.ch'],
  ['Switzerland, a@b.ch', 'Switzerland', 'a@b.ch'],
  ['Suisse\ta@b.ch', 'Suisse', 'a@b.ch'],
  ['"CHE","a@b.ch"', 'CHE', 'a@b.ch'],
  ['Iran (Islamic Republic of) , a@b.ir', 'Iran (Islamic Republic of)', 'a@b.ir'],
  ['Bolivia, Plurinational State of; a@b.bo', 'Bolivia, Plurinational State of', 'a@b.bo'],
  ['CHE;', 'CHE', ''],
  ['CHE', 'CHE', ''],
])('%j', (line, state, email) => {
  expect(addressLines(line).lines).toEqual([{ state, email }]);
});

test('empty lines count for the numbers alone', () => {
  expect(addressLines('CHE;a@b.ch\r\n\r\nFRA;c@d.fr\n')).toEqual({
    lines: [
      { state: 'CHE', email: 'a@b.ch' },
      { state: 'FRA', email: 'c@d.fr' },
    ],
    numbers: [1, 3],
  });
});
