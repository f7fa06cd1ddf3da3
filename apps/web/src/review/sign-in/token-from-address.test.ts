import { expect, test } from 'vitest';
import { readKey } from './token-from-address.ts';

const token = 'abcdefghij_klmnopqr-st';

test.each([
  [`#${token}`, { kind: 'demonstration', token }],
  [`#invite=${token}`, { kind: 'invitation', token }],
  ['#main', undefined],
  ['', undefined],
  ['#invite=short', undefined],
  [`#other=${token}`, undefined],
])('%s', (hash, key) => {
  expect(readKey(hash)).toEqual(key);
});
