import { expect, test } from 'vitest';
import { placeOf, to } from './router.tsx';

test.each([
  ['/review/', { page: 'board', sessionId: undefined }],
  ['/review', { page: 'board', sessionId: undefined }],
  [to.board('s'), { page: 'board', sessionId: 's' }],
  [to.statement('x'), { page: 'statement', id: 'x' }],
  [to.captions('x'), { page: 'captions', id: 'x' }],
  [to.programme('r'), { page: 'programme', reviewId: 'r' }],
  [to.missions(), { page: 'missions', sessionId: undefined }],
  [to.missions('s'), { page: 'missions', sessionId: 's' }],
  [to.questions(), { page: 'questions', sessionId: undefined }],
  [to.questions('s'), { page: 'questions', sessionId: 's' }],
  [to.halfDays(), { page: 'half-days', sessionId: undefined }],
  [to.halfDays('s'), { page: 'half-days', sessionId: 's' }],
  [to.plan(), { page: 'plan', sessionId: undefined }],
  [to.plan('s'), { page: 'plan', sessionId: 's' }],
  [to.importInto('s'), { page: 'import', sessionId: 's' }],
  [to.invitations('r'), { page: 'invitations', reviewId: 'r' }],
  [to.page('staff'), { page: 'staff' }],
  [to.page('settings'), { page: 'settings' }],
  ['/review/settings/more', { page: 'nothing' }],
  ['/review/statements', { page: 'nothing' }],
  ['/review/statements/x/y', { page: 'nothing' }],
  ['/review/elsewhere', { page: 'nothing' }],
])('%s', (pathname, place) => {
  expect(placeOf(pathname)).toEqual(place);
});
