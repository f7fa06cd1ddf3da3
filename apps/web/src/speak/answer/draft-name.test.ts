import { expect, test } from 'vitest';
import { DRAFTS, draftNames, isDraftOf } from './draft-name.ts';

test('a draft is known by its statement, and only drafts are', () => {
  const keys = [
    DRAFTS + draftNames.consent('s1'),
    DRAFTS + draftNames.answer('s1', 'd1'),
    DRAFTS + draftNames.consent('s2'),
    DRAFTS + draftNames.answer('s2', 'd2'),
    'rostrum.upload.s1.ab',
  ];
  expect(keys.filter((key) => isDraftOf(key, 's1'))).toEqual(keys.slice(0, 2));
  expect(keys.filter((key) => isDraftOf(key, 's'))).toEqual([]);
  expect(keys.filter((key) => isDraftOf(key))).toEqual(keys.slice(0, 4));
});
