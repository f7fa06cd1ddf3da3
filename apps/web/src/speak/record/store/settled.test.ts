import { describe, expect, test } from 'vitest';
import { doubtful, isTextSettled, settledOf } from './settled.ts';
import type { Ending, Sent } from './take-store.ts';

interface Changes {
  readonly bytes?: number;
  readonly ending?: Ending | null;
  readonly sent?: Sent | null;
}
const kept = (number: number, { bytes = 5, ending = 'stopped', sent = null }: Changes = {}) => ({
  id: `r${number}`,
  number,
  bytes,
  ending,
  sent,
});
const there = (id: string, received = true, sizeBytes = 9) => ({
  id,
  sizeBytes,
  sha256: `hash of ${id}`,
  receivedAt: received ? '2026-01-01T00:00:00Z' : null,
});
const known = (same: readonly string[] = [], recording = false) => ({ same: new Set(same), recording });
const into = (as: string, upTo: number) => ({ sent: { as, upTo } });

describe('what was received goes, and what it was chosen from', () => {
  test.each([
    ['nothing is there', [kept(1)], [], known(), []],
    ['on its way is not received', [kept(1, into('a', 1))], [there('a', false)], known(), []],
    ['sent and received', [kept(2, into('a', 2)), kept(1)], [there('a')], known(), ['r2', 'r1']],
    ['the older one was sent', [kept(2), kept(1, into('a', 2))], [there('a')], known(), ['r2', 'r1']],
    ['another take was received meanwhile', [kept(1, into('a', 1))], [there('b')], known(), []],
    ['a file was received, and none of these was sent', [kept(1)], [there('b', true, 5)], known(), []],
    ['received, told by its hash alone', [kept(1)], [there('b', true, 5)], known(['r1']), ['r1']],
    [
      'recorded after the other one was sent',
      [kept(2), kept(1, into('a', 1))],
      [there('a')],
      known(),
      ['r1'],
    ],
    [
      'being recorded in another window',
      [kept(2, { ending: null }), kept(1, into('a', 2))],
      [there('a')],
      known([], true),
      ['r1'],
    ],
    [
      'torn, and no window records',
      [kept(2, into('a', 2)), kept(1, { ending: null })],
      [there('a')],
      known(),
      ['r2', 'r1'],
    ],
  ])('%s', (_case, recordings, takes, told, settled) => {
    expect(settledOf(recordings, takes, told)).toEqual(settled);
  });
});

test('only a received one of the same size that is not known already is asked for its hash', () => {
  const recordings = [kept(3, into('a', 3)), kept(2), kept(1, { bytes: 7 })];
  const takes = [there('a', true, 5), there('b', false, 5), there('c', true, 7)];
  expect(doubtful(recordings, takes).map(([{ id }, take]) => [id, take.id])).toEqual([
    ['r2', 'a'],
    ['r1', 'c'],
  ]);
});

test('a text goes with what was received after it, and stays for what comes next', () => {
  const at = (receivedAt: string | null) => ({ receivedAt });
  const takes = [at(null), at('2026-01-02T00:00:00.000Z'), at('2026-01-01T00:00:00Z')];
  expect(isTextSettled({ since: null }, takes)).toBe(true);
  expect(isTextSettled({ since: '2026-01-01T00:00:00Z' }, takes)).toBe(true);
  expect(isTextSettled({ since: '2026-01-02T00:00:00Z' }, takes)).toBe(false);
  expect(isTextSettled({ since: null }, [at(null)])).toBe(false);
  // Of an earlier version: nothing is known of it.
  expect(isTextSettled({}, takes)).toBe(false);
});
