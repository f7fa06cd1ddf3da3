import { expect, test } from 'vitest';
import { afterHome, afterProgramme, seenFrom, sinceInProgramme, sinceOnHome } from './seen.ts';

const home = (a: number | null, b: number | null) => [
  { reviewId: 'a', number: a },
  { reviewId: 'b', number: b },
];
const shown = (number: number, items: Record<string, string | null>) => ({
  number,
  items: Object.entries(items).map(([statementId, cutId]) => ({ statementId, cutId })),
});

test('a first visit says nothing', () => {
  const seen = afterHome(null, null, home(1, null));
  expect(sinceOnHome(seen, null, home(1, null))).toEqual(new Map());
  expect(sinceInProgramme(null, 'a', shown(1, { x: 'cut' }))).toEqual({
    marks: new Map(),
    lost: 0,
    otherwise: false,
  });
});

test('neither does one that began at a programme', () => {
  const opened = afterProgramme(null, 'a', shown(1, { x: 'cut' }));
  const seen = afterHome(opened, null, home(1, 4));
  expect(sinceOnHome(seen, seen, home(1, 4))).toEqual(new Map());
});

test('nor the first look at the home after that, but of what was opened', () => {
  const visit = afterProgramme(null, 'a', shown(1, { x: 'cut' }));
  expect(sinceOnHome(visit, visit, home(1, 4))).toEqual(new Map());
  expect([...sinceOnHome(visit, visit, home(2, 4))]).toEqual([['a', 'changed']]);
  const seen = afterHome(visit, visit, home(2, 4));
  expect([...sinceOnHome(seen, seen, home(2, 5))]).toEqual([
    ['a', 'changed'],
    ['b', 'changed'],
  ]);
});

test('the next one is told what is new, changed and taken away', () => {
  const visit = afterHome(null, null, home(1, null));
  expect([...sinceOnHome(visit, visit, home(2, 1))]).toEqual([
    ['a', 'changed'],
    ['b', 'new'],
  ]);
  const other = afterHome(null, null, home(1, 3));
  expect([...sinceOnHome(other, other, home(1, null))]).toEqual([['b', 'gone']]);
});

test('what was opened is new no more; what was not stays so; what was taken away is said on one visit', () => {
  const visit = afterHome(null, null, home(1, 3));
  const now = [...home(2, null), { reviewId: 'c', number: 1 }];
  let seen = afterHome(visit, visit, now);
  expect([...sinceOnHome(seen, visit, now).entries()]).toEqual([
    ['a', 'changed'],
    ['b', 'gone'],
    ['c', 'new'],
  ]);
  seen = afterProgramme(seen, 'a', shown(2, { x: 'cut' }));
  expect(sinceOnHome(seen, visit, now).get('a')).toBeUndefined();
  // The next tab.
  expect([...sinceOnHome(seen, seen, now).entries()]).toEqual([['c', 'new']]);
});

test('within a programme each statement says what became of it', () => {
  const visit = afterProgramme(
    null,
    'a',
    shown(1, { stays: '1', changes: '1', goes: '1', comes: null, lost: '1' }),
  );
  const now = shown(2, { stays: '1', changes: '2', goes: null, comes: '1', fresh: '1' });
  const { marks, lost, otherwise } = sinceInProgramme(visit, 'a', now);
  expect(otherwise).toBe(false);
  // The same statements, with other captions.
  expect(sinceInProgramme(afterProgramme(null, 'a', now), 'a', { ...now, number: 3 })).toEqual({
    marks: new Map(),
    lost: 0,
    otherwise: true,
  });
  expect(Object.fromEntries(marks)).toEqual({ changes: 'changed', goes: 'gone', comes: 'new', fresh: 'new' });
  expect(lost).toBe(1);
  // Never opened here: everything would be new, and the home has said so.
  expect(sinceInProgramme(afterHome(null, null, home(1, 1)), 'a', now).marks.size).toBe(0);
});

test('what cannot be read is a first visit', () => {
  for (const text of [null, '', '[]', '7', '{"a":1}', '{"a":{"number":"x","items":null}}']) {
    expect(seenFrom(text)).toBeNull();
  }
  const seen = afterProgramme(afterHome(null, null, home(1, null)), 'a', shown(1, { x: 'cut', y: null }));
  expect(seenFrom(JSON.stringify(seen))).toEqual(seen);
});
