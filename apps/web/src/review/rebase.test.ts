import { expect, test } from 'vitest';
import { keepMine, rebase, takeTheirs } from './rebase.ts';
import { readWritten } from './use-form-values.ts';

const base = { venue: 'Room I', takes: '10', open: true };

test('what a colleague saves is followed where nothing was written, and what was written stays', () => {
  const mine = { base, values: { ...base, venue: 'Room XX' } };
  expect(rebase(mine, base)).toEqual({ ...mine, theirs: [] });
  const now = { ...base, takes: '5' };
  expect(rebase(mine, now)).toEqual({ base: now, values: { ...now, venue: 'Room XX' }, theirs: [] });
  // They wrote the very same.
  expect(rebase(mine, mine.values)).toEqual({ base: mine.values, values: mine.values, theirs: [] });
});

test('what both wrote is named until one of them is chosen, however often it is read again', () => {
  const mine = { base, values: { ...base, venue: 'Room XX', open: false } };
  const now = { ...base, venue: 'Room VII', takes: '5' };
  const found = rebase(mine, now);
  expect(found.theirs).toEqual(['venue']);
  expect(found.values).toEqual({ venue: 'Room XX', takes: '5', open: false });
  expect(rebase(found, now)).toEqual(found);
  expect(rebase(takeTheirs(found, now), now)).toEqual({
    base: now,
    values: { venue: 'Room VII', takes: '5', open: false },
    theirs: [],
  });
  const kept = rebase(keepMine(found, now), now);
  expect(kept).toEqual({ base: now, values: found.values, theirs: [] });
  // A third one comes after the choice: asked again.
  expect(rebase(kept, { ...now, venue: 'Room IX' }).theirs).toEqual(['venue']);
});

test('what was kept of a form is read as it was, and nothing of another shape', () => {
  const kept = { base, values: { ...base, venue: 'Room XX' } };
  expect(readWritten(JSON.parse(JSON.stringify(kept)), base)).toEqual(kept);
  for (const other of [
    null,
    'text',
    { base },
    { base, values: { ...base, open: 'yes' } },
    { ...kept, base: {} },
  ]) {
    expect(readWritten(other, base)).toBeUndefined();
  }
});
