import { readFileSync } from 'node:fs';
import { routes } from '@rostrum/contract';
import { expect, test } from 'vitest';
import { reachableProblems } from '../problems/reachable.ts';

const own: Record<string, string> = JSON.parse(
  readFileSync(new URL('./words/en.json', import.meta.url), 'utf8'),
);
const general: ReadonlySet<string> = new Set(reachableProblems);
/** All but the sending of files, which this page does not do. */
const called = Object.entries(routes).filter(
  ([name]) => /\/speaker\/.*captions\b/.test(name) && !/^POST .*captions(\/file)?$/.test(name),
);

test.each(called)('every failure of %s has words', (_name, route) => {
  const codes: readonly string[] = 'problems' in route ? route.problems : [];
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !general.has(code) && !(`problem.${code}` in own))).toEqual([]);
});
