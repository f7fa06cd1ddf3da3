import { describe, expect, test } from 'vitest';
import { add, countPlaywright, exitCode, lastLine, tallyPlaywright, tallyVitest } from './reports.ts';

const vitestReport = (overrides: object) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...overrides,
});
const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((of) => ({ fullName: of, status: of, duration: 5, failureMessages: [] })),
});

describe('a report of Vitest', () => {
  test('gives its numbers; what is still to be written counts as skipped', () => {
    const { tally, slow } = tallyVitest(
      vitestReport({
        numPassedTests: 3,
        numFailedTests: 1,
        numPendingTests: 2,
        numTodoTests: 1,
        testResults: [file('failed', 'passed', 'failed')],
      }),
    );
    expect(tally).toEqual({ passed: 3, failed: 1, skipped: 3 });
    expect(slow).toEqual([
      { name: 'passed', ms: 5 },
      { name: 'failed', ms: 5 },
    ]);
  });

  test('counts a file that could not be loaded, or whose set-up failed, as one failed test', () => {
    const testResults = [file('failed'), file('failed', 'pending'), file('passed', 'passed')];
    expect(tallyVitest(vitestReport({ numPassedTests: 1, testResults })).tally.failed).toBe(2);
  });

  test('names what passed only when it was tried again, and counts it as passed', () => {
    const [one] = file('passed', 'passed').assertionResults;
    const tests = [
      { ...one, fullName: 'at once' },
      { ...one, fullName: 'at last', failureMessages: ['Error: not yet'] },
      { ...one, fullName: 'never', status: 'failed', failureMessages: ['Error: no'] },
    ];
    const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: tests }];
    const { tally, again } = tallyVitest(vitestReport({ numPassedTests: 2, numFailedTests: 1, testResults }));
    expect(tally).toEqual({ passed: 2, failed: 1, skipped: 0 });
    expect(again).toEqual(['at last']);
  });

  test('says what failed and what was left out, and what was said first of it', () => {
    const [one] = file('passed', 'failed').assertionResults;
    const said = ['\u001b[31mError: no\u001b[39m', ...'abcdef'].join('\n');
    const testResults = [
      { ...file('failed', 'pending'), message: 'Hook timed out in 60000ms.' },
      { ...file('failed', 'passed'), assertionResults: [{ ...one, failureMessages: [said, 'again'] }] },
    ];
    expect(tallyVitest(vitestReport({ testResults })).failures).toEqual([
      { name: 'a.test.ts', why: 'Hook timed out in 60000ms.' },
      { name: 'a.test.ts: pending', why: 'pending' },
      { name: 'a.test.ts: failed', why: 'Error: no\na\nb\nc' },
    ]);
  });

  test('of another form is refused', () => {
    expect(() => tallyVitest({ passed: 4 })).toThrow();
  });
});

describe('a report of Playwright', () => {
  const suites = [
    {
      specs: [],
      suites: [
        {
          specs: [
            {
              title: 'sends a file',
              tests: [{ status: 'flaky', results: [{ duration: 7 }, { duration: 8 }] }],
            },
          ],
        },
      ],
    },
  ];

  test('names what passed only on a second try, and counts it as passed', () => {
    const { tally, slow, again } = tallyPlaywright({
      stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 },
      suites,
    });
    expect(tally).toEqual({ passed: 6, failed: 1, skipped: 3 });
    expect(again).toEqual(['sends a file']);
    expect(slow).toEqual([{ name: 'sends a file', ms: 15 }]);
    expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, suites })).toBe(1);
  });

  test('says what failed and what was left out', () => {
    const spec = (status: string, ...messages: string[]) => ({
      title: status,
      tests: [{ status, results: messages.map((message) => ({ duration: 1, error: { message } })) }],
    });
    const { failures } = tallyPlaywright({
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 1 },
      suites: [
        {
          specs: [spec('expected'), spec('flaky', 'late'), spec('unexpected', 'one', 'two'), spec('skipped')],
        },
      ],
      errors: [{ message: 'no browser' }],
    });
    expect(failures).toEqual([
      { name: 'outside of any test', why: 'no browser' },
      { name: 'unexpected', why: 'two' },
      { name: 'skipped', why: 'skipped' },
    ]);
  });

  test('counts errors outside any test', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(tallyPlaywright({ stats, errors: [{ message: 'no browser' }] }).tally.failed).toBe(1);
  });
});

test('the last line has its one form', () => {
  const sum = add({ passed: 1, failed: 0, skipped: 2 }, { passed: 10, failed: 3, skipped: 0 });
  expect(lastLine(sum)).toBe('11 passed, 3 failed, 2 skipped');
});

test.each([
  [{ passed: 9, failed: 0, skipped: 0 }, true, 0],
  [{ passed: 9, failed: 0, skipped: 1 }, false, 0],
  [{ passed: 9, failed: 0, skipped: 1 }, true, 1],
  [{ passed: 9, failed: 1, skipped: 0 }, false, 1],
])('%j with CI=%s ends with %d', (tally, ci, expected) => {
  expect(exitCode(tally, ci)).toBe(expected);
});
