import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beat, DEAD_AFTER_MS, forgetBeats, hasBeat } from './heartbeat.ts';

/** Names are its own keys, as in a browser. */
const storageOf = (kept: Record<string, string>) => {
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => {
      kept[name] = value;
    },
    removeItem: (name: string) => {
      delete kept[name];
    },
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(kept, name, { value });
  return kept;
};
let kept: Record<string, string>;

beforeEach(() => {
  kept = storageOf({});
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', kept);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a window is known to record for as long as it does, and its mark goes with it', () => {
  const leaving = new AbortController();
  beat('a', leaving.signal);
  vi.advanceTimersByTime(10 * DEAD_AFTER_MS);
  expect([hasBeat('a'), hasBeat('b')]).toEqual([true, false]);
  leaving.abort();
  expect([hasBeat('a'), kept]).toEqual([false, {}]);
});

test('one that died is not waited for, whatever the clock does', () => {
  beat('a', new AbortController().signal);
  vi.clearAllTimers();
  vi.advanceTimersByTime(DEAD_AFTER_MS - 1);
  expect(hasBeat('a')).toBe(true);
  vi.advanceTimersByTime(1);
  expect(hasBeat('a')).toBe(false);
  vi.setSystemTime(Date.now() - 10 * DEAD_AFTER_MS);
  expect(hasBeat('a')).toBe(false);
});

test('marks that were left behind are taken away, one or all, and nothing else', () => {
  for (const statement of ['a', 'b', 'c']) beat(statement, new AbortController().signal);
  vi.clearAllTimers();
  kept['rostrum.record.setup'] = '{}';
  forgetBeats('b');
  expect(['a', 'b', 'c'].filter(hasBeat)).toEqual(['a', 'c']);
  forgetBeats();
  expect(kept).toEqual({ 'rostrum.record.setup': '{}' });
});

test('where storage is forbidden, somebody may be recording', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('no', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('no', 'SecurityError');
    },
  });
  beat('a', new AbortController().signal);
  expect(hasBeat('a')).toBe(true);
});
