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
  /** What failed in the end, and what was left out, each with what the runner said first. */
  failures: Failure[];
}

export interface Failure {
  name: string;
  why: string;
}

const SHOWN_LINES = 4;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the runners colour what they say.
const COLOURS = /\u001b\[[0-9;]*m/g;

/** The first lines of what a runner says of a failure, without colours. */
const firstLines = (said: string) =>
  said.replaceAll(COLOURS, '').trim().split('\n').slice(0, SHOWN_LINES).join('\n');

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
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
  );
  const tests = testResults.flatMap((file) => file.assertionResults);
  const slow = tests.map((test) => ({ name: test.fullName, ms: test.duration ?? 0 }));
  const again = tests.filter(
    ({ status, failureMessages }) => status === 'passed' && (failureMessages ?? []).length > 0,
  );
  return {
    tally: {
      passed: numPassedTests,
      failed: numFailedTests + brokenFiles.length,
      skipped: numPendingTests + numTodoTests,
    },
    slow,
    again: again.map(({ fullName }) => fullName),
    failures: [
      ...brokenFiles.map(({ name, message }) => ({ name, why: firstLines(message) })),
      ...testResults.flatMap((file) =>
        file.assertionResults
          .filter(({ status }) => status !== 'passed')
          .map(({ fullName, status, failureMessages }) => ({
            name: `${file.name}: ${fullName}`,
            why: firstLines(failureMessages?.[0] ?? status),
          })),
      ),
    ],
  };
}

const PlaywrightSpec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.string().optional(),
      results: z.array(
        z.object({ duration: z.number(), error: z.object({ message: z.string().optional() }).optional() }),
      ),
    }),
  ),
});
type PlaywrightSuite = { specs: z.infer<typeof PlaywrightSpec>[]; suites?: PlaywrightSuite[] | undefined };
const PlaywrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(PlaywrightSpec).default([]),
  suites: z.lazy(() => z.array(PlaywrightSuite)).optional(),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.object({ message: z.string().default('') })).default([]),
  suites: z.array(PlaywrightSuite).default([]),
});

/** A test that passed on a second try has passed, and is named: a first try is what people get. */
export function tallyPlaywright(report: unknown): Found {
  const { stats, errors, suites } = PlaywrightReport.parse(report);
  const slow: SlowTest[] = [];
  const again: string[] = [];
  const failures = errors.map(({ message }) => ({ name: 'outside of any test', why: firstLines(message) }));
  const walk = (suite: PlaywrightSuite) => {
    for (const spec of suite.specs) {
      const ms = spec.tests.flatMap((test) => test.results).reduce((sum, { duration }) => sum + duration, 0);
      slow.push({ name: spec.title, ms });
      if (spec.tests.some(({ status }) => status === 'flaky')) again.push(spec.title);
      for (const { status, results } of spec.tests) {
        if (status !== 'unexpected' && status !== 'skipped') continue;
        failures.push({ name: spec.title, why: firstLines(results.at(-1)?.error?.message ?? status) });
      }
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of suites) walk(suite);
  const { expected, flaky, unexpected, skipped } = stats;
  return {
    tally: { passed: expected + flaky, failed: unexpected > 0 ? unexpected : errors.length, skipped },
    slow,
    again,
    failures,
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
