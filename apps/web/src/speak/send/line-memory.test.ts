import { afterEach, expect, test, vi } from 'vitest';
import { weakLineMinutes } from '../record/quality.ts';
import { knownLine, lineMemory } from './line-memory.ts';

afterEach(() => vi.unstubAllGlobals());

function device(connection: unknown, kept = new Map<string, string>()): void {
  vi.stubGlobal('navigator', connection === undefined ? {} : { connection });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
}

test.each([
  ['says 4g', { effectiveType: '4g' }, 62_500],
  ['says nothing', undefined, 62_500],
  ['says something new', { effectiveType: '7g' }, 62_500],
  ['says 3g', { effectiveType: '3g' }, 60_000],
  ['says 2g', { effectiveType: '2g' }, 10_000],
])('where nothing was measured and the browser %s, a weak line is reckoned with', (_what, connection, is) => {
  device(connection);
  expect(knownLine()).toEqual({ bytesPerSecond: is, measured: false });
});

test('what was measured here goes before what the browser says', () => {
  device({ effectiveType: '2g' });
  lineMemory.write({ bytesPerSecond: 900_000 });
  expect(knownLine()).toEqual({ bytesPerSecond: 900_000, measured: true });
});

test('it is the weak line of the recorder', () => {
  device(undefined);
  const { bytesPerSecond } = knownLine();
  expect(weakLineMinutes(bytesPerSecond * 60)).toBe(1);
  expect(weakLineMinutes(bytesPerSecond * 60 + 1)).toBe(2);
});
