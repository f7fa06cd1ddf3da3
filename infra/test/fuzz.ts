/**
 * `npm run fuzz`: damaged recordings of every container go through the check, and some of them through the
 * preparation. Every one must end with a verdict in its time and leave nothing behind.
 *
 *   npm run fuzz                           1,000 files
 *   npm run fuzz -- --count 200 --seed 7   so many, from this seed on; the same seed makes the same files
 *   npm run fuzz -- --seconds 60           at most so long
 *   npm run fuzz -- --prepare 10           every tenth that is accepted is prepared as well
 *
 * Ends with 1 on any breach; the file is then kept below .test/fuzz and named, with its seed.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sandboxAvailable } from '@rostrum/media';
import { guard } from './fuzz/guard.ts';
import { type Ended, tryOne } from './fuzz/try-one.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '3600' },
    prepare: { type: 'string', default: '10' },
  },
});
const count = whole('count');
const firstSeed = whole('seed');
const endBy = Date.now() + whole('seconds') * 1000;
const prepareEvery = whole('prepare');
const AT_ONCE = 2;
const TRACE_EVERY = 20;
const LINE_EVERY = 50;

const dir = await mkdtemp(path.join(os.tmpdir(), 'rostrum-fuzz-'));
const kept = path.resolve(import.meta.dirname, '../../.test/fuzz');
const watch = await guard(path.join(dir, 'guard'));
const tally = new Map<string, number>();
const breaches: string[] = [];
let accepted = 0;
let prepared = 0;
let done = 0;
let started = 0;
let traced = 0;
let slowestMs = 0;
let peakBytes = 0;
const startedAt = Date.now();
console.log(
  `${count} damaged files from seed ${firstSeed}; ${(await sandboxAvailable()) ? 'inside of bubblewrap' : 'without bubblewrap'}; ` +
    `${watch.seesReading ? 'a reading of another file is seen' : 'this file system does not show readings'}`,
);

async function lane(number: number): Promise<void> {
  while (started < count && Date.now() < endBy) {
    const i = started;
    started += 1;
    const seed = firstSeed + i;
    const ended = await tryOne({
      dir: path.join(dir, `lane-${number}`),
      seed,
      names: watch.names,
      secret: watch.secret,
      trace: i % TRACE_EVERY === 0,
      prepareThis: () => {
        accepted += 1;
        return prepareEvery > 0 && accepted % prepareEvery === 1 % prepareEvery;
      },
    });
    await count1(ended, seed);
  }
}

async function count1(ended: Ended, seed: number): Promise<void> {
  done += 1;
  tally.set(ended.verdict, (tally.get(ended.verdict) ?? 0) + 1);
  if (ended.prepared !== null) {
    prepared += 1;
    const name = `prepared: ${ended.prepared}`;
    tally.set(name, (tally.get(name) ?? 0) + 1);
  }
  if (ended.traced) traced += 1;
  slowestMs = Math.max(slowestMs, ended.ms);
  peakBytes = Math.max(peakBytes, ended.peakBytes);
  const found = [...ended.breaches, ...(await watch.breaches())];
  if (found.length > 0) {
    await mkdir(kept, { recursive: true });
    const file = path.join(kept, `${seed}.bin`);
    await writeFile(file, ended.data);
    for (const breach of found) {
      breaches.push(breach);
      console.log(`BREACH seed ${seed} (${ended.original}, ${ended.kind}): ${breach}; kept as ${file}`);
    }
  }
  if (done % LINE_EVERY === 0)
    console.log(
      `${done} of ${count}, ${Math.round((Date.now() - startedAt) / 1000)} s, ${breaches.length} breaches`,
    );
}

try {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => lane(number)));
} finally {
  await watch.close();
  await rm(dir, { recursive: true, force: true });
}

console.log('');
for (const [name, times] of [...tally].toSorted(([, a], [, b]) => b - a))
  console.log(`${String(times).padStart(6)}  ${name}`);
console.log(
  `\n${done} files in ${Math.round((Date.now() - startedAt) / 1000)} s, ${prepared} prepared, ${traced} traced without a sandbox; ` +
    `slowest ${(slowestMs / 1000).toFixed(1)} s, most memory ${Math.round(peakBytes / 1024 ** 2)} MiB`,
);
console.log(breaches.length === 0 ? 'No breach.' : `${breaches.length} breaches.`);
process.exitCode = breaches.length === 0 ? 0 : 1;

function whole(name: keyof typeof values): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`--${name} takes a whole number`);
  return number;
}
