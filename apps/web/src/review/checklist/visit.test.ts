import { expect, test } from 'vitest';
import { createVisit } from './visit.ts';

test('a key ends a visit, and leaving the field after it does nothing more', () => {
  const ends: string[] = [];
  const visit = createVisit();
  visit.begin();
  // The focus goes where the key sends it, while its own end still runs.
  visit.end(() => {
    visit.end(() => ends.push('kept by leaving'));
    ends.push('taken back by Escape');
  });
  visit.end(() => ends.push('kept by leaving'));
  expect(ends).toEqual(['taken back by Escape']);
  visit.begin();
  visit.end(() => ends.push('kept by leaving'));
  expect(ends).toEqual(['taken back by Escape', 'kept by leaving']);
});
