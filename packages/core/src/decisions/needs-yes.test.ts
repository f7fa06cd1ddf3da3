import { describe, expect, it } from 'vitest';
import { needsYes } from './needs-yes.ts';

const TAKE_MS = 60_000;
const staff = { kind: 'staff', id: 'x' } as const;
const cut = { edit: { inMs: 1, outMs: TAKE_MS, removals: [] }, madeBy: staff, removesOnlySilence: false };

describe('a yes is needed', () => {
  it.each([
    ['for a staff cut that removes speech', cut, true],
    ['for a staff cut that nobody measured', { ...cut, removesOnlySilence: null }, true],
    ['not for one that removes silence', { ...cut, removesOnlySilence: true }, false],
    ["not for the speaker's own", { ...cut, madeBy: { kind: 'speaker', id: 'y' } as const }, false],
    ['not for the whole take', { ...cut, edit: { inMs: 0, outMs: TAKE_MS, removals: [] } }, false],
    [
      'for a removal in the middle',
      { ...cut, edit: { inMs: 0, outMs: TAKE_MS, removals: [{ startMs: 5, endMs: 50 }] } },
      true,
    ],
  ])('%s', (_, one, expected) => {
    expect(needsYes(one, TAKE_MS)).toBe(expected);
  });
});
