import { expect, it } from 'vitest';
import { toProblem } from './to-problem.ts';

const withCode = (code: string, cause?: unknown) =>
  Object.assign(new Error('a message with internals', { cause }), { code });

it.each(['P1001', 'P2028', '57P01', 'ECONNREFUSED'])('calls a database that is away so: %s', (code) => {
  for (const error of [withCode(code), new Error('wrapped', { cause: withCode(code) })]) {
    const { problem, unexpected } = toProblem(error);
    expect([problem.code, problem.status, unexpected]).toEqual(['unavailable', 503, true]);
  }
});

it.each(['P2002', '23505', 'ENOENT'])('leaves what is our own fault with us: %s', (code) => {
  expect(toProblem(withCode(code)).problem.code).toBe('internal');
});
