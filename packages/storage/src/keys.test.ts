import { describe, expect, it } from 'vitest';
import { assertKey, cutSetRoot, keyIn, originalKey, statementPrefix, takeSetRoot } from './keys.ts';

const S = '0b6f3c52-5f0f-4c7e-9d3a-3b1d4a6f8e01';
const T = '7d1e2c3b-8a9f-4b6c-8d5e-1f2a3b4c5d6e';
const A = 'c0ffee00-1234-4abc-8def-0123456789ab';

describe('keys', () => {
  it('lie below the statement, which one prefix erases', () => {
    expect(statementPrefix(S)).toBe(`statements/${S}/`);
    expect(originalKey(S, T)).toBe(`statements/${S}/takes/${T}/original`);
    expect(takeSetRoot(S, T, A)).toBe(`statements/${S}/takes/${T}/sets/${A}/`);
    expect(cutSetRoot(S, T, A)).toBe(`statements/${S}/cuts/${T}/sets/${A}/`);
    expect(keyIn(takeSetRoot(S, T, A), 'v720/00001.m4s')).toBe(
      `statements/${S}/takes/${T}/sets/${A}/v720/00001.m4s`,
    );
    for (const key of [originalKey(S, T), keyIn(cutSetRoot(S, T, A), 'a.m4s')]) assertKey(key);
  });

  it.each(['', '..', 'x', `${S}/`, `${S}/../${T}`, S.toUpperCase(), ` ${S}`, `${S}\n`])(
    'refuse %j as an id',
    (bad) => {
      for (const make of [
        () => statementPrefix(bad),
        () => originalKey(bad, T),
        () => originalKey(S, bad),
        () => takeSetRoot(S, T, bad),
        () => cutSetRoot(S, bad, A),
      ]) {
        expect(make).toThrow(expect.objectContaining({ code: 'bad_key' }));
      }
    },
  );

  it.each(['', '../x', '/x', 'a//b', '.x', 'a/', 'é'])('refuse %j as a path in a set', (path) => {
    expect(() => keyIn(takeSetRoot(S, T, A), path)).toThrow(expect.objectContaining({ code: 'bad_key' }));
  });
});
