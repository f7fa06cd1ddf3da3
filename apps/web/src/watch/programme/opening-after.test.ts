import { describe, expect, test } from 'vitest';
import { type Left, openingAfter } from './opening-after.ts';

const statement = (id: string, startMs: number) => ({
  kind: 'statement' as const,
  statementId: id,
  cutId: `${id}-cut`,
  startMs,
  lengthMs: 4_000,
});
const gone = (id: string, startMs: number) => ({
  kind: 'card' as const,
  statementId: id,
  cutId: null,
  startMs,
  lengthMs: 0,
});

const before = [statement('a', 0), statement('b', 4_000)];
const after = [gone('a', 0), statement('b', 0)];
const left: Left = { revisionId: 'one', items: before, ms: 1_500, playing: true, changed: null };

describe('what was taken away opens again', () => {
  test('waiting at the next, with its name, when that on show has gone', () => {
    expect(openingAfter(left, { id: 'two', items: after })).toEqual({
      startAtMs: 17,
      play: false,
      changed: { next: 1 },
    });
  });

  test('and says the same again when the same is opened once more, as after a second epoch', () => {
    const once = openingAfter(left, { id: 'two', items: after });
    const again = openingAfter(
      { revisionId: 'two', items: after, ms: once.startAtMs, playing: false, changed: once.changed },
      { id: 'two', items: after },
    );
    expect(again).toEqual(once);
  });

  test('going on, when that on show stands still', () => {
    expect(openingAfter({ ...left, ms: 5_000 }, { id: 'two', items: after })).toEqual({
      startAtMs: 1_000,
      play: true,
      changed: 'kept',
    });
  });

  test('without a word after an outage in which nothing changed', () => {
    expect(openingAfter(left, { id: 'one', items: before })).toEqual({
      startAtMs: 1_500,
      play: true,
      changed: null,
    });
  });
});
