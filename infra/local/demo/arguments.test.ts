import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('the arguments of the demonstration run', () => {
  it('takes a file and what to show of it', () => {
    expect(readArguments(['a.mp4', '--json', '--in', '100', '--out', '2000'])).toEqual({
      file: 'a.mp4',
      json: true,
      keep: false,
      inMs: 100,
      outMs: 2000,
    });
  });

  it.each([
    [[]],
    [['a', 'b']],
    [['a', '--in', '1.5']],
    [['a', '--out', '-1']],
    [['a', '--in', 'NaN']],
    [['a', '--loud']],
  ])('refuses %j', (args) => {
    expect(() => readArguments(args)).toThrow();
  });
});
