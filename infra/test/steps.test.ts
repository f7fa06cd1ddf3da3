import { expect, test } from 'vitest';
import { abreast, steps } from './steps.ts';

const keys = (wanted: readonly string[]) =>
  abreast(steps.filter(({ key }) => wanted.includes(key))).map((row) => row.map(({ key }) => key));

test('pages run beside the integration tests, and what measures beside nothing', () => {
  expect(keys(['unit', 'integration', 'browser', 'alone'])).toEqual([
    ['unit'],
    ['integration', 'browser'],
    ['alone'],
  ]);
  expect(keys(['unit', 'browser', 'alone'])).toEqual([['unit'], ['browser'], ['alone']]);
  expect(keys([])).toEqual([]);
});

test('every browser test belongs to one step', () => {
  const named = steps.flatMap(({ command }) => command).filter((word) => word.startsWith('--project='));
  expect(named).toEqual(['--project=logs', '--project=alone', '--project=logs of alone']);
});
