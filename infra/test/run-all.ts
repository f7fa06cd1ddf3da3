import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findCommand } from '@rostrum/testkit/services';
import { add, exitCode, type Failure, type Found, lastLine, type SlowTest, type Tally } from './reports.ts';
import { runStep } from './run-step.ts';
import { abreast, type Step, steps } from './steps.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const reportsDir = path.join(root, '.test/reports');
const CORES_FOR_TWO = 4;
const SHOWN_SLOW = 12;
const SLOW_MS = 1000;
const SHOWN_FAILURES = 20;

interface Outcome {
  step: Step;
  ms: number;
  tally: Tally;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

async function tallyOf(step: Step, succeeded: boolean): Promise<Found> {
  const asOneCheck = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  if (!step.report) return { tally: asOneCheck, slow: [], again: [], failures: [] };
  try {
    const found = step.report.read(
      JSON.parse(await readFile(path.join(reportsDir, step.report.file), 'utf8')),
    );
    // A run that ends badly with no test to blame (an unhandled error, a server that would not stop) is a failure.
    if (!succeeded && found.tally.failed === 0) found.tally.failed = 1;
    return found;
  } catch {
    console.error(`${step.title} left no report to read.`);
    return { tally: { passed: 0, failed: 1, skipped: 0 }, slow: [], again: [], failures: [] };
  }
}

/** A step whose programme this machine does not have: how many tests that leaves out. Undefined: it can run. */
async function leftOut(step: Step): Promise<number | undefined> {
  if (!step.needs || (await findCommand(step.needs.part))) return undefined;
  const [programme, ...args] = step.needs.list;
  const { stdout } = await run(path.join(root, 'node_modules/.bin', programme), args, { cwd: root });
  return step.needs.count(JSON.parse(stdout));
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((key) => !steps.some((step) => step.key === key));
  if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(', ')}. There are: ${steps.map(({ key }) => key).join(', ')}`,
    );
    process.exitCode = 1;
    return;
  }
  await rm(reportsDir, { recursive: true, force: true });
  await mkdir(reportsDir, { recursive: true });

  const outcomes: Outcome[] = [];
  const slow: SlowTest[] = [];
  const again: string[] = [];
  const failures: Failure[] = [];
  const take = async (step: Step, outputFile?: string) => {
    console.log(`\n── ${step.title}${outputFile === undefined ? '' : ', at the same time'}`);
    const skipped = await leftOut(step);
    if (skipped !== undefined) {
      console.log(`── ${step.title}: left out, there is no ${step.needs?.part} here`);
      outcomes.push({ step, ms: 0, tally: { passed: 0, failed: 0, skipped } });
      return;
    }
    const started = performance.now();
    const succeeded = await runStep(step, root, reportsDir, outputFile);
    const ms = performance.now() - started;
    const found = await tallyOf(step, succeeded);
    outcomes.push({ step, ms, tally: found.tally });
    slow.push(...found.slow);
    again.push(...found.again.map((name) => `${step.title}: ${name}`));
    failures.push(...found.failures.map((one) => ({ ...one, name: `${step.title}: ${one.name}` })));
    if (outputFile !== undefined) process.stdout.write(await readFile(outputFile, 'utf8'));
    console.log(`── ${step.title}: ${lastLine(found.tally)}, ${seconds(ms)}`);
  };
  const chosen = steps.filter(({ key }) => wanted.length === 0 || wanted.includes(key));
  // Two cores are full with one of them: what waits for a second there waits for two.
  const rows = availableParallelism() < CORES_FOR_TWO ? chosen.map((step) => [step]) : abreast(chosen);
  for (const [first, ...others] of rows) {
    if (first === undefined) continue;
    const beside = (step: Step) => take(step, path.join(reportsDir, `${step.key}.txt`));
    await Promise.all([take(first), ...others.map(beside)]);
  }

  console.log('\n── Time');
  for (const { step, ms } of outcomes.toSorted((a, b) => b.ms - a.ms))
    console.log(`${seconds(ms).padStart(9)}  ${step.title}`);
  const slowest = slow.filter(({ ms }) => ms >= SLOW_MS).sort((a, b) => b.ms - a.ms);
  for (const { name, ms } of slowest.slice(0, SHOWN_SLOW))
    console.log(`${seconds(ms).padStart(9)}    ${name}`);

  if (again.length > 0) console.log('\n── Passed only when tried again');
  for (const name of again) console.log(`  ${name}`);

  // At the very end, because the end is what is kept of a long output.
  if (failures.length > 0) console.log('\n── Failed or left out');
  for (const { name, why } of failures.slice(0, SHOWN_FAILURES))
    console.log(`  ${name}\n    ${why.replaceAll('\n', '\n    ')}`);
  if (failures.length > SHOWN_FAILURES) console.log(`  and ${failures.length - SHOWN_FAILURES} more`);

  const bad = outcomes.filter(({ tally }) => tally.failed > 0).map(({ step }) => step.title);
  if (bad.length > 0) console.log(`\nFailed: ${bad.join(', ')}`);
  const ci = process.env.CI === 'true';
  const total = outcomes.map(({ tally }) => tally).reduce(add, { passed: 0, failed: 0, skipped: 0 });
  if (ci && total.skipped > 0) console.log('\nCI=true: what is skipped counts as a failure of the run.');
  process.exitCode = exitCode(total, ci);
  console.log(`\n${lastLine(total)}`);
}

await main();
process.disconnect?.();
