import { readFileSync } from 'node:fs';
import { routes } from '@rostrum/contract';
import { FINDINGS, isProblemCode, REFUSALS } from '@rostrum/domain';
import { expect, test } from 'vitest';
import { reachableProblems } from './reachable.ts';

const english: Record<string, string> = JSON.parse(
  readFileSync(new URL('../words/en.json', import.meta.url), 'utf8'),
);
const reachable = new Set<string>(reachableProblems);

const ofSpeaker = Object.entries(routes).filter(
  ([name, { access }]) =>
    (access as readonly string[]).includes('speaker') && /^\w+ \/api\/v1\/(links|speaker)\b/.test(name),
);

test('a speaker may call these routes', () => {
  expect(ofSpeaker.length).toBeGreaterThanOrEqual(9);
});

test.each(ofSpeaker)('every failure of %s has words', (_name, route) => {
  const codes: readonly string[] = 'problems' in route ? (route.problems ?? []) : [];
  expect(codes.filter((code) => !reachable.has(code))).toEqual([]);
});

test('every refusal has words', () => {
  expect(REFUSALS.filter((code) => !reachable.has(code))).toEqual([]);
});

test('every code is known to the product, or is the page own', () => {
  expect(reachableProblems.filter((code) => !isProblemCode(code))).toEqual(['offline']);
});

test('the catalogue says each, and no other', () => {
  const said = Object.keys(english)
    .map((key) => /^problem\.(\w+)$/.exec(key)?.[1])
    .filter((code) => code !== undefined);
  expect(said.sort()).toEqual([...reachableProblems].sort());
});

test('everything that the checks find has words', () => {
  expect(FINDINGS.filter((code) => !(`finding.${code}` in english))).toEqual([]);
});
