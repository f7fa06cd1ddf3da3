import { expect, test } from 'vitest';
import { olderSheet } from '../../tools/older-sheet.ts';

test.each([
  ['a{inset:0}', 'a{top:0;right:0;bottom:0;left:0}'],
  [
    'a{color:red;inset:5px auto calc(1px + 2px)}',
    'a{color:red;top:5px;right:auto;bottom:calc(1px + 2px);left:auto}',
  ],
  ['a{padding-inline:0 var(--s5)}', 'a{padding-inline-start:0;padding-inline-end:var(--s5)}'],
  [
    'a{margin-block:calc(var(--s2)*-1)!important}',
    'a{margin-block-start:calc(var(--s2)*-1)!important;margin-block-end:calc(var(--s2)*-1)!important}',
  ],
  ['a{border-block:1px solid red}', 'a{border-block-start:1px solid red;border-block-end:1px solid red}'],
  ['a{appearance:none}', 'a{-webkit-appearance:none;appearance:none}'],
])('%s becomes %s', (packed, older) => expect(olderSheet(packed)).toBe(older));

test('what is known already, and what only looks like it, stays', () => {
  const css = 'a{inset-inline-start:0;clip-path:inset(50%);box-shadow:inset 0 0 red;-webkit-appearance:none}';
  expect(olderSheet(css)).toBe(css);
});
