import { countPlaywright, type Found, tallyPlaywright, tallyVitest } from './reports.ts';

export interface Step {
  key: string;
  title: string;
  /** A programme of node_modules/.bin and its arguments. `{reports}` stands for the folder of reports. */
  command: readonly [string, ...string[]];
  env?: Record<string, string>;
  timeoutMs: number;
  /** Without this programme on the machine, what `list` counts is skipped. */
  needs?: { part: 'chromium'; list: readonly [string, ...string[]]; count(report: unknown): number };
  /** Absent: the step counts as one check. */
  report?: { file: string; read(report: unknown): Found };
}

const MINUTE_MS = 60_000;

function vitest(project: string): readonly [string, ...string[]] {
  const outputs = ['--reporter=default', '--reporter=json', `--outputFile.json={reports}/${project}.json`];
  return ['vitest', 'run', '--project', project, '--passWithNoTests', ...outputs];
}

/** In the order of what answers soonest. Checked, never repaired. */
export const steps: readonly Step[] = [
  { key: 'lint', title: 'Format and lint', command: ['biome', 'ci', '.'], timeoutMs: 2 * MINUTE_MS },
  { key: 'types', title: 'Types', command: ['tsc', '-b'], timeoutMs: 4 * MINUTE_MS },
  {
    key: 'imports',
    title: 'Directions of imports',
    command: ['node', 'infra/test/check-imports.ts'],
    timeoutMs: MINUTE_MS,
  },
  {
    key: 'unit',
    title: 'Unit tests',
    command: vitest('unit'),
    timeoutMs: 4 * MINUTE_MS,
    report: { file: 'unit.json', read: tallyVitest },
  },
  {
    key: 'build',
    title: 'Web build',
    command: ['node', 'infra/local/build-web.mjs', '--always'],
    timeoutMs: 3 * MINUTE_MS,
  },
  {
    key: 'integration',
    title: 'Integration tests',
    command: vitest('integration'),
    timeoutMs: 30 * MINUTE_MS,
    report: { file: 'integration.json', read: tallyVitest },
  },
  {
    key: 'browser',
    title: 'Browser tests',
    command: ['playwright', 'test', '--config', 'infra/test/playwright.config.ts', '--pass-with-no-tests'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: '{reports}/browser.json' },
    timeoutMs: 25 * MINUTE_MS,
    needs: {
      part: 'chromium',
      list: [
        'playwright',
        'test',
        '--config',
        'infra/test/playwright.config.ts',
        '--list',
        '--reporter=json',
      ],
      count: countPlaywright,
    },
    report: { file: 'browser.json', read: tallyPlaywright },
  },
];
