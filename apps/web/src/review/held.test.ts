import { expect, test } from 'vitest';
import { follow, hold, received, resume } from './held.ts';

const first = { mark: 1, value: 'As opened' };
const theirs = { mark: 2, value: 'By a colleague' };

test('what a colleague saves takes no word from what is being written', () => {
  const written = { ...hold(first), value: 'Mine' };
  const now = follow(written, theirs);
  expect(now).toEqual({ opened: first, value: 'Mine', theirs, seen: 2 });
  // Read again without news, it is the very same.
  expect(follow(now, theirs)).toBe(now);
  // Put back as it was, there is nothing to choose between.
  expect(follow(now, first).theirs).toBeUndefined();
});

test('where nothing was written, what stands is shown', () => {
  expect(follow(hold(first), theirs)).toEqual(hold(theirs));
});

test('what was saved is what it goes on from, and what was written meanwhile stays', () => {
  const sent = { ...hold(first), value: ' Mine ' };
  const next = { mark: 3, value: 'Mine' };
  const saved = received(sent, ' Mine ', next);
  expect(saved).toMatchObject({ opened: next, value: 'Mine' });
  // Until the list itself has the answer, the old one is no news.
  expect(follow(saved, first)).toBe(saved);
  expect(follow(saved, next)).toMatchObject({ opened: next, value: 'Mine', theirs: undefined });
  expect(received({ ...sent, value: 'Mine, longer' }, ' Mine ', next)).toMatchObject({
    opened: next,
    value: 'Mine, longer',
  });
  // The product's own again: then nothing of the form stays.
  expect(received({ ...sent, value: 'Mine, longer' }, null, next).value).toBe('Mine');
});

test('what was kept goes on from what it was written about, and hears what was saved since', () => {
  const kept = { opened: first, value: 'Mine' };
  expect(follow(resume(kept), first)).toMatchObject({ opened: first, value: 'Mine', theirs: undefined });
  expect(follow(resume(kept), theirs)).toMatchObject({ opened: first, value: 'Mine', theirs });
});
