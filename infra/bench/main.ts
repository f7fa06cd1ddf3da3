import path from 'node:path';
import { type BenchArguments, readArguments } from './arguments.ts';
import { groups } from './groups.ts';
import { type Lab, openLab } from './lab.ts';
import { machineFacts, warningOfLoad } from './machine.ts';
import { writeResults } from './results.ts';
import type { Row } from './row.ts';
import { table } from './table.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Whole runs are kept with the sources; a part of one or a trial is not. */
const RESULTS = path.join(root, 'infra/bench/results');
const TRIALS = path.join(root, '.test/bench');

async function measure(lab: Lab, { only }: BenchArguments): Promise<{ rows: Row[]; failures: number }> {
  const rows: Row[] = [];
  let failures = 0;
  for (const group of groups.filter(({ key }) => only === null || only.includes(key))) {
    if (lab.signal.aborted) break;
    lab.say(`\n── ${group.title}`);
    const began = performance.now();
    try {
      rows.push(...(await group.rows(lab)));
    } catch (failure) {
      failures += 1;
      console.error(failure);
    }
    lab.say(`── ${group.title}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return { rows, failures };
}

async function main(): Promise<number> {
  let args: BenchArguments;
  try {
    args = readArguments(
      process.argv.slice(2),
      groups.map(({ key }) => key),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
  const abort = new AbortController();
  const stop = () => abort.abort(new Error('stopped'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, stop);

  const load = warningOfLoad();
  if (load !== null) console.error(load);
  const { quick, uploadMib } = args;
  const lab = await openLab({ quick, uploadMib, signal: abort.signal, say: (line) => console.log(line) });
  let measured: { rows: Row[]; failures: number };
  try {
    measured = await measure(lab, args);
  } finally {
    await lab.close();
  }
  const results = { date: new Date().toISOString(), ...(await machineFacts()), rows: measured.rows };
  console.log(`\n${table(results)}`);
  if (abort.signal.aborted || measured.rows.length === 0) return 1;
  const whole = args.only === null && !args.quick && measured.failures === 0;
  const file = await writeResults(whole ? RESULTS : TRIALS, results);
  console.log(
    `\nWritten to ${path.relative(root, file)}${args.quick ? ': a trial, its figures mean nothing.' : '.'}`,
  );
  return measured.failures === 0 ? 0 : 1;
}

process.exit(await main());
