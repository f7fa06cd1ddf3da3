import { expect, test } from 'vitest';
import { readProgress, writeProgress } from './read-progress.ts';

test('what remains is told with its age taken off', () => {
  expect(readProgress(writeProgress(0.5, 20_000.4, 1_000), 4_000)).toBe(17_000);
  expect(readProgress(writeProgress(0.5, 1_000, 1_000), 4_000)).toBe(0);
});

test('what is unknown, old, or of another form is not told', () => {
  expect(readProgress(writeProgress(0.1, null, 0), 0)).toBeNull();
  expect(readProgress(writeProgress(0.5, 60_000, 0), 15_001)).toBeNull();
  expect(readProgress(0.5, 0)).toBeNull();
  expect(readProgress({}, 0)).toBeNull();
});
