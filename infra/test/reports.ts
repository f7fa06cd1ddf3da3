import { z } from 'zod';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export interface SlowTest {
  name: string;
  ms: number;
}

export interface Found {
  tally: Tally;
  slow: SlowTest[];
  /** Names of what failed at first and passed when it was tried again: passed, and worth a look. */
  again: string[];
}

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          /** Those of the first try stay where a second one passed. */
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** A file that could not even be loaded, or whose hook failed before any test, counts as one failed test. */
export function tallyVitest(report: unknown): Found {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    VitestReport.parse(report);
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const tests = testResults.flatMap((file) => file.assertionResults);
  const slow = tests.map((test) => ({ name: test.fullName, ms: test.duration ?? 0 }));
  const again = tests.filter(
    ({ status, failureMessages }) => status === 'passed' && (failureMessages ?? []).length > 0,
  );
  return {
    tally: {
      passed: numPassedTests,
      failed: numFailedTests + brokenFiles,
      skipped: numPendingTests + numTodoTests,
    },
    slow,
    again: again.map(({ fullName }) => fullName),
  };
}

const PlaywrightSpec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({ status: z.string().optional(), results: z.array(z.object({ duration: z.number() })) }),
  ),
});
type PlaywrightSuite = { specs: z.infer<typeof PlaywrightSpec>[]; suites?: PlaywrightSuite[] | undefined };
const PlaywrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(PlaywrightSpec).default([]),
  suites: z.lazy(() => z.array(PlaywrightSuite)).optional(),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()).default([]),
  suites: z.array(PlaywrightSuite).default([]),
});

/** A test that passed on a second try has passed, and is named: a first try is what people get. */
export function tallyPlaywright(report: unknown): Found {
  const { stats, errors, suites } = PlaywrightReport.parse(report);
  const slow: SlowTest[] = [];
  const again: string[] = [];
  const walk = (suite: PlaywrightSuite) => {
    for (const spec of suite.specs) {
      const ms = spec.tests.flatMap((test) => test.results).reduce((sum, { duration }) => sum + duration, 0);
      slow.push({ name: spec.title, ms });
      if (spec.tests.some(({ status }) => status === 'flaky')) again.push(spec.title);
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of suites) walk(suite);
  const { expected, flaky, unexpected, skipped } = stats;
  return {
    tally: { passed: expected + flaky, failed: unexpected > 0 ? unexpected : errors.length, skipped },
    slow,
    again,
  };
}

/** How many tests a report names, run or not. */
export function countPlaywright(report: unknown): number {
  const count = ({ specs, suites = [] }: PlaywrightSuite): number =>
    specs.reduce((sum, spec) => sum + spec.tests.length, 0) +
    suites.reduce((sum, suite) => sum + count(suite), 0);
  return PlaywrightReport.parse(report).suites.reduce((sum, suite) => sum + count(suite), 0);
}

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** In continuous integration nothing may be left out in silence. */
export function exitCode({ failed, skipped }: Tally, ci: boolean): 0 | 1 {
  return failed > 0 || (ci && skipped > 0) ? 1 : 0;
}
