import { expect, test } from 'vitest';
import { commentsShown } from './comments-shown.ts';

const at = (ms: number) => new Date(ms);
const comment = {
  body: 'Please say it slower',
  createdAt: at(10),
  editedAt: null,
  resolvedAt: null,
  openSince: null,
  decidedBody: null,
  decidedSince: null,
};
const shown = (change: object, decidedMs = 20) =>
  commentsShown([{ ...comment, ...change }], { decidedAt: at(decidedMs) }).map(({ body }) => body);

test('a speaker reads what a decision found, in the words that it found', () => {
  expect(commentsShown([comment], null)).toEqual([]);
  expect(shown({})).toEqual([comment.body]);
  expect(shown({ createdAt: at(21) })).toEqual([]);
  expect(shown({ editedAt: at(20) })).toEqual([comment.body]);
  expect(shown({ editedAt: at(21) })).toEqual([]);
  const rewritten = { editedAt: at(21), decidedBody: 'As decided', decidedSince: at(10) };
  expect(shown(rewritten)).toEqual(['As decided']);
  expect(shown(rewritten, 21)).toEqual([comment.body]);
  // The decision that found those words was taken back; the one before it did not know them.
  expect(shown({ ...rewritten, decidedSince: at(20) }, 19)).toEqual([]);
});

test('what was settled is shown again only by the decision that finds it open', () => {
  expect(shown({ resolvedAt: at(15) })).toEqual([]);
  expect(shown({ openSince: at(21) })).toEqual([]);
  expect(shown({ openSince: at(20) })).toEqual([comment.body]);
});
