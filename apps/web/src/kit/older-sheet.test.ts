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
  ['a{overflow-wrap:anywhere}', 'a{word-break:break-word;overflow-wrap:anywhere}'],
  [
    'a{color:red}a,b:not(i,u)>c{gap:1px calc(2px + 1px);flex-wrap:wrap;display:flex}',
    'a{color:red}a,b:not(i,u)>c{gap:1px calc(2px + 1px);flex-wrap:wrap;display:flex}' +
      '@supports not (inset:0){a>*,b:not(i,u)>c>*{margin-block-end:1px;margin-inline-end:calc(2px + 1px)}}',
  ],
  [
    '@media (min-width:1px){a{column-gap:1px;display:inline-flex}}',
    '@media (min-width:1px){a{column-gap:1px;display:inline-flex}@supports not (inset:0){a>*{margin-inline-end:1px}}}',
  ],
  [
    'a{flex-direction:column;gap:2px;display:flex}',
    'a{flex-direction:column;gap:2px;display:flex}@supports not (inset:0){a>*{margin-block-end:2px}}',
  ],
  ['a{gap:2px;display:flex}', 'a{gap:2px;display:flex}@supports not (inset:0){a>*{margin-inline-end:2px}}'],
])('%s becomes %s', (packed, older) => expect(olderSheet(packed)).toBe(older));

test('what is known already, and what only looks like it, stays', () => {
  const css = 'a{inset-inline-start:0;clip-path:inset(50%);box-shadow:inset 0 0 red;-webkit-appearance:none}';
  expect(olderSheet(css)).toBe(css);
  const grid = 'a{gap:1px;display:grid}b{grid-column-gap:1px;display:flex}c{overflow-wrap:break-word}';
  expect(olderSheet(grid)).toBe(grid);
});
