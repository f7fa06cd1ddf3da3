import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  colourOf,
  contrast,
  pairs,
  type Role,
  roles,
  type Scheme,
  toHex,
  tokensCss,
  toLinearRgb,
} from './tokens.ts';

const schemes: readonly Scheme[] = ['light', 'dark'];
const names = Object.keys(roles) as Role[];

test('the measure is right: black on white is 21, and a known grey 4.54', () => {
  const black = { l: 0, c: 0, h: 0 };
  const white = { l: 1, c: 0, h: 0 };
  expect(contrast(black, white)).toBeCloseTo(21, 3);
  // #767676 on white is the usual example of a grey that just passes: 4.54.
  expect(toHex({ l: 0.5665, c: 0, h: 0 })).toBe('#767676');
  expect(contrast({ l: 0.5665, c: 0, h: 0 }, white)).toBeCloseTo(4.54, 1);
});

test.each(schemes.flatMap((scheme) => pairs.map(([front, back, least]) => ({ scheme, front, back, least }))))(
  '$scheme: $front on $back reaches $least',
  ({ scheme, front, back, least }) => {
    expect(contrast(colourOf(front, scheme), colourOf(back, scheme))).toBeGreaterThanOrEqual(least);
  },
);

test.each(schemes.flatMap((scheme) => names.map((role) => ({ scheme, role }))))(
  '$scheme: $role can be shown in sRGB, so that its fallback is the same colour',
  ({ scheme, role }) => {
    for (const channel of toLinearRgb(colourOf(role, scheme))) {
      expect(channel).toBeGreaterThan(-0.002);
      expect(channel).toBeLessThan(1.002);
    }
  },
);

test('tokens.css is what tokens.ts says', () => {
  expect(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')).toBe(tokensCss());
});

test('every colour but the hairline is measured in a pair', () => {
  const used = new Set<Role>(pairs.flatMap(([front, back]) => [front, back] as const));
  expect(names.filter((role) => !used.has(role) && role !== 'rule')).toEqual([]);
});
