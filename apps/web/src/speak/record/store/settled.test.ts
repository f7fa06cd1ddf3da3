import { expect, test } from 'vitest';
import { isSettled } from './settled.ts';

const kept = (bytes: number, sentAfter: readonly string[] | null = null) => ({ bytes, sentAfter });
const sent = (id: string, sizeBytes: number | null, receivedAt: string | null = '2026-01-01T00:00:00Z') => ({
  id,
  sizeBytes,
  receivedAt,
});

test.each([
  ['nothing is there', [kept(5)], [], false],
  ['on its way is not received', [kept(5, [])], [sent('a', null, null)], false],
  ['what the server refused for its hash was not received', [kept(5, [])], [sent('a', 5, null)], false],
  ['the very same', [kept(5), kept(7)], [sent('a', 7)], true],
  ['another file, and none of these was chosen', [kept(5)], [sent('a', 9)], false],
  ['made smaller on its way', [kept(5, ['old'])], [sent('old', 3), sent('new', 2)], true],
  ['only what was there before it was chosen', [kept(5, ['old'])], [sent('old', 3)], false],
])('%s', (_case, recordings, takes, settled) => {
  expect(isSettled(recordings, takes)).toBe(settled);
});
