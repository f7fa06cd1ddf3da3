import { expect, test } from 'vitest';
import { assertStill } from './assert-still.ts';

const now = { venue: 'Room XX', deadline: new Date('2021-01-10T17:00:30Z'), takes: 10 };

test('what was seen and is still so may be changed, whatever became of the others', () => {
  expect(() => assertStill(now, { takes: 5 }, { takes: 10 })).not.toThrow();
  expect(() => assertStill(now, { takes: 5 })).not.toThrow();
  const deadline = new Date('2021-01-10T17:00:30Z');
  expect(() => assertStill(now, { deadline: new Date(0) }, { deadline })).not.toThrow();
});

test('what somebody else changed meanwhile is refused, unless it is what is asked for', () => {
  const stale = expect.objectContaining({ code: 'stale' });
  expect(() => assertStill(now, { venue: 'Room VII' }, { venue: 'Room I' })).toThrow(stale);
  expect(() => assertStill(now, { venue: 'Room XX' }, { venue: 'Room I' })).not.toThrow();
  expect(() => assertStill(now, { deadline: new Date(0) }, { deadline: new Date(1) })).toThrow(stale);
  // A colleague took it away meanwhile.
  expect(() =>
    assertStill<{ venue: string | null }>({ venue: null }, { venue: 'A' }, { venue: 'B' }),
  ).toThrow(stale);
});
