import { expect, it } from 'vitest';
import { DEMONSTRATION_CODES, freeDemonstrationCode } from './add-demonstration-review.ts';

it('names no State: codes that are left to their users, without one in wide use', () => {
  expect(DEMONSTRATION_CODES).toHaveLength(675);
  expect(DEMONSTRATION_CODES.every((code) => /^X[A-Z]{2}$/.test(code))).toBe(true);
  expect(DEMONSTRATION_CODES).not.toContain('XKX');
});

it('gives the first that is free, and none when all are taken', () => {
  expect(freeDemonstrationCode(['NRU'])).toBe('XAA');
  expect(freeDemonstrationCode(['XAA', 'XAC'])).toBe('XAB');
  expect(freeDemonstrationCode(DEMONSTRATION_CODES)).toBeNull();
});
