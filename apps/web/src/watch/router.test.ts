import { expect, test } from 'vitest';
import { aloneAddress, placeOf, reviewAddress, statementAddress } from './router.tsx';

test.each([
  ['/watch/', { page: 'home' }],
  ['/watch', { page: 'home' }],
  ['/watch/index.html', { page: 'home' }],
  [reviewAddress('a1'), { page: 'review', id: 'a1' }],
  ['/watch/reviews/a1/', { page: 'review', id: 'a1' }],
  [statementAddress('a1', 'b2'), { page: 'review', id: 'a1', statementId: 'b2' }],
  [aloneAddress('a1', 'b2'), { page: 'review', id: 'a1', statementId: 'b2', alone: true }],
  ['/watch/reviews/a1/statements/b2/more', { page: 'nothing' }],
  ['/watch/reviews/a1/statements', { page: 'nothing' }],
  ['/watch/recommendations', { page: 'recommendations' }],
  ['/watch/public/a1', { page: 'public', id: 'a1' }],
  ['/watch/public', { page: 'nothing' }],
  ['/watch/reviews', { page: 'nothing' }],
  ['/watch/reviews/a1/more', { page: 'nothing' }],
  ['/watch/other', { page: 'nothing' }],
])('%s', (pathname, place) => {
  expect(placeOf(pathname)).toEqual(place);
});
