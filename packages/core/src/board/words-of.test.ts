import { expect, test } from 'vitest';
import { wordsOf } from './words-of.ts';

const nothing = {
  kind: 'cso',
  state: 'in_review',
  take: null,
  there: undefined,
  captions: undefined,
} as const;

test('nothing is there, and captions cannot be without a video', () => {
  expect(wordsOf(nothing)).toEqual({ written: 'missing', captions: 'not_asked', issues: 'missing' });
  expect(wordsOf({ ...nothing, take: { state: 'preparing' } }).captions).toBe('not_asked');
  expect(wordsOf({ ...nothing, take: { state: 'ready' } }).captions).toBe('missing');
});

test('all is there', () => {
  const all = { ...nothing, take: { state: 'ready' }, there: { written: true, issues: true } } as const;
  expect(wordsOf({ ...all, captions: 'person' })).toEqual({
    written: 'there',
    captions: 'there',
    issues: 'there',
  });
  expect(wordsOf({ ...all, captions: 'machine' }).captions).toBe('unchecked');
});

test('a State recommends nothing to itself; what it wrote all the same is there', () => {
  expect(wordsOf({ ...nothing, kind: 'state' }).issues).toBe('not_asked');
  expect(wordsOf({ ...nothing, kind: 'state', there: { written: false, issues: true } }).issues).toBe(
    'there',
  );
});

test.each(['withdrawn', 'declined'] as const)('of a statement that is %s nothing is asked', (state) => {
  expect(new Set(Object.values(wordsOf({ ...nothing, state, take: { state: 'ready' } })))).toEqual(
    new Set(['not_asked']),
  );
});
