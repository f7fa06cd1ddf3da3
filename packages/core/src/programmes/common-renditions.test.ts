import { manifestOf } from '@rostrum/testkit/house';
import { expect, it } from 'vitest';
import { commonRenditions, playAsOne } from './common-renditions.ts';

const set = (options: Partial<Parameters<typeof manifestOf>[0]>) =>
  manifestOf({ root: 'statements/x/', lengthMs: 2000, ...options });

it('are those that all have', () => {
  const sets = [set({ renditions: ['720p', '480p', '360p'] }), set({ renditions: ['480p', '360p'] })];
  expect(commonRenditions(sets)).toEqual(['480p', '360p']);
  expect(commonRenditions([])).toEqual([]);
});

it('play as one with one init file for each', () => {
  expect(playAsOne([set({}), set({})])).toBe(true);
  expect(playAsOne([set({}), set({ initMark: 'other' })])).toBe(false);
  expect(playAsOne([set({ renditions: ['480p'] }), set({ renditions: ['360p'] })])).toBe(false);
});

it('need not share an init file between versions of the profile', () => {
  expect(playAsOne([set({}), set({ initMark: 'other', profileVersion: 2 })])).toBe(true);
  const mixed = [set({}), set({ initMark: 'other', profileVersion: 2 }), set({ profileVersion: 2 })];
  expect(playAsOne(mixed)).toBe(false);
});
