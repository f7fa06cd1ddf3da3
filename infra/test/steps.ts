import { countPlaywright, type Found, tallyPlaywright, tallyVitest } from './reports.ts';

export interface Step {
  key: string;
  title: string;
  /** A programme of node_modules/.bin and its arguments. `{reports}` stands for the folder of reports. */
  command: readonly [string, ...string[]];
  env?: Record<string, string>;
  /** The step before it, with which it starts: each waits where the other works. Its words follow when it has ended. */
  beside?: string;
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

function browserTests(name: string, which: readonly string[]) {
  const command = ['playwright', 'test', '--config', 'infra/test/playwright.config.ts', ...which] as const;
  return {
    command: [...command, '--pass-with-no-tests'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `{reports}/${name}.json` },
    needs: { part: 'chromium', list: [...command, '--list', '--reporter=json'], count: countPlaywright },
    report: { file: `${name}.json`, read: tallyPlaywright },
  } satisfies Partial<Step>;
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
    key: 'sizes',
    title: 'What a first visit loads',
    command: ['node', 'apps/web/tools/check-sizes.ts'],
    timeoutMs: MINUTE_MS,
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
    // After all the others, which it depends on.
    ...browserTests('browser', ['--project=logs']),
    beside: 'integration',
    timeoutMs: 30 * MINUTE_MS,
  },
  {
    key: 'alone',
    title: 'Browser tests that measure',
    ...browserTests('alone', ['--project=alone', '--project=logs of alone', '--no-deps', '--workers=1']),
    timeoutMs: 5 * MINUTE_MS,
  },
];

/** What runs at the same time, in order. */
export function abreast(wanted: readonly Step[]): Step[][] {
  const rows: Step[][] = [];
  for (const step of wanted) {
    const row = rows.at(-1);
    if (row !== undefined && step.beside !== undefined && row[0]?.key === step.beside) row.push(step);
    else rows.push([step]);
  }
  return rows;
}
