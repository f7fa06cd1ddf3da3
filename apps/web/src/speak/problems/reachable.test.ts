import { readFileSync } from 'node:fs';
import { routes } from '@rostrum/contract';
import { FINDINGS, type Finding, isProblemCode, isRemovedFinding, REFUSALS } from '@rostrum/domain';
import { expect, test } from 'vitest';
import { reachableProblems } from './reachable.ts';

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const first = read('../words/en.json');
const english = { ...first, ...read('../later/words/en.json') };
const reachable = new Set<string>(reachableProblems);

const ofSpeaker = Object.entries(routes).filter(
  ([name, { access }]) =>
    (access as readonly string[]).includes('speaker') &&
    /^\w+ \/api\/v1\/(links|speaker)\b/.test(name) &&
    // What a file of captions can be refused for stands with whoever sends one: this page does not. What a written
    // text can be refused for stands beside it.
    !/\/(?:captions|written)\b/.test(name),
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
  expect(reachableProblems.filter((code) => !isProblemCode(code))).toEqual(['file_gone', 'offline']);
});

test('the catalogue says each, and no other', () => {
  const said = Object.keys(english)
    .map((key) => /^problem\.(\w+)$/.exec(key)?.[1])
    .filter((code) => code !== undefined);
  expect(said.sort()).toEqual([...reachableProblems].sort());
});

test('what can fail before anything is on the page has its words from the start', () => {
  const opening = ['POST /api/v1/links/open', 'GET /api/v1/speaker/statement'] as const;
  const ofRoute = (route: object): readonly string[] =>
    'problems' in route && Array.isArray(route.problems) ? route.problems.map(String) : [];
  const codes = [
    ...opening.flatMap((name) => ofRoute(routes[name])),
    // Of every route, and why nothing can be sent now.
    ...['sign_in_required', 'not_allowed', 'request_forged', 'too_many_requests', 'unavailable', 'internal'],
    ...['session_takes_no_uploads', 'deadline_passed', 'quota_used_up', 'statement_withdrawn'],
    ...['take_receiving', 'offline'],
  ];
  expect(codes.filter((code) => !(`problem.${code}` in first))).toEqual([]);
});

test('everything that the checks find has words', () => {
  const key = (code: Finding['code']) =>
    isRemovedFinding(code) ? `speak.removed.${code}` : `finding.${code}`;
  expect(FINDINGS.filter((code) => !(key(code) in english))).toEqual([]);
});
