import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { PART_BYTES } from '@rostrum/domain';
import { s3Client } from '@rostrum/storage';
import { type S3Server, startS3 } from '@rostrum/testkit/services';
import { sendFile } from '../../local/demo/send-file.ts';
import { type Product, startProduct } from '../../local/product.ts';
import type { Lab } from '../lab.ts';
import { type Row, row } from '../row.ts';
import { openSession, type SpeakersSession } from '../speakers-session.ts';
import { comparePairs, type Pair } from '../statistics.ts';

const MIB = 1024 * 1024;
const PAIRS = 5;
const GOAL_RATIO = 1.15;
const AT_ONCE = 20;
const EACH_MIB = 12;
const QUICK_MIB = 16;
const GOAL_GROWTH_MB = 150;
const LOOK_EVERY_MS = 50;
const BUCKET = 'bench';

interface Sent {
  file: string;
  bytes: number;
  sha256: string;
}

/** What the API costs on the way to an S3-compatible store, in time and in memory. */
export async function uploadRows(lab: Lab): Promise<Row[]> {
  lab.say('Starting an S3-compatible store, and the product on it…');
  const s3 = await startS3();
  try {
    const client = s3Client({ kind: 's3', bucket: BUCKET, ...s3 });
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const product = await productOn(s3, lab);
    const { worker } = product.pids();
    // What it would read back and check meanwhile is another figure's.
    process.kill(worker, 'SIGSTOP');
    try {
      const session = await openSession(product);
      await send(session, await randomFile(lab, 'first', 1));
      const growth = await growthRow(lab, product, session);
      const pairs = await pairsRow(lab, session, client);
      return [pairs, growth];
    } finally {
      process.kill(worker, 'SIGCONT');
      client.destroy();
      await product.stop();
    }
  } finally {
    await s3.stop();
  }
}

function productOn({ endpoint, region, accessKeyId, secretAccessKey }: S3Server, lab: Lab): Promise<Product> {
  const env = {
    S3_BUCKET: BUCKET,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  };
  return startProduct({ port: 0, dataDir: path.join(lab.workDir, 'on-s3'), env, signal: lab.signal });
}

async function pairsRow(lab: Lab, session: SpeakersSession, client: S3Client): Promise<Row> {
  const mib = lab.quick ? QUICK_MIB : lab.uploadMib;
  const sent = await randomFile(lab, 'large', mib);
  const pairs: Pair[] = [];
  for (let n = 1; n <= lab.times(PAIRS); n += 1) {
    lab.say(`${mib} MiB, ${n} of ${lab.times(PAIRS)}…`);
    const value = await send(session, sent);
    const began = performance.now();
    await new Upload({
      client,
      params: { Bucket: BUCKET, Key: `straight/${n}`, Body: createReadStream(sent.file) },
      partSize: PART_BYTES,
      queueSize: 1,
    }).done();
    pairs.push({ value, baseline: (performance.now() - began) / 1000 });
  }
  return row({
    name: `upload of ${mib} MiB through the API ÷ the same SDK straight to the store`,
    unit: 's',
    ...comparePairs(pairs),
    judged: 'ratio',
    goal: GOAL_RATIO,
    note: 'To the last 204, parts of 8 MiB one after the other on both ways; sender, API and store (OpenStack Swift) share the machine. Both hash: the SDK each part, for its signature; the API the whole, for the receipt. The API hands a part on while it comes and keeps it beside until the store has it; a part is one question to the store and seven to the database, and its bytes pass one process more.',
  });
}

/** How much more memory the API holds at the most while many send at once. */
async function growthRow(lab: Lab, product: Product, session: SpeakersSession): Promise<Row> {
  const sent = await randomFile(lab, 'each', lab.quick ? 1 : EACH_MIB);
  lab.say(`${AT_ONCE} at once…`);
  const speakers = [];
  for (let n = 0; n < AT_ONCE; n += 1) speakers.push((await session.invite()).speaker);
  const { api } = product.pids();
  const before = residentBytes(api);
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, residentBytes(api));
  }, LOOK_EVERY_MS);
  try {
    await Promise.all(speakers.map((speaker) => sendFile(speaker, sent.file, sent)));
  } finally {
    clearInterval(looking);
  }
  const value = (most - before) / 1_000_000;
  return row({
    name: `${AT_ONCE} uploads at once: the API’s memory grows by`,
    value,
    unit: 'MB',
    goal: GOAL_GROWTH_MB,
    spread: { least: value, most: value, runs: 1 },
    note: `Resident, from ${(before / 1_000_000).toFixed(0)} MB after one upload to the most that was seen; ${EACH_MIB} MiB each, to an S3-compatible store.`,
  });
}

async function send(session: SpeakersSession, sent: Sent): Promise<number> {
  const { speaker } = await session.invite();
  const began = performance.now();
  await sendFile(speaker, sent.file, sent);
  return (performance.now() - began) / 1000;
}

/** Nothing that any part of the way could make smaller. */
async function randomFile(lab: Lab, name: string, mib: number): Promise<Sent> {
  const file = path.join(lab.workDir, `${name}.mp4`);
  const hash = createHash('sha256');
  const handle = await open(file, 'w');
  try {
    for (let n = 0; n < mib; n += 1) {
      const bytes = randomBytes(MIB);
      hash.update(bytes);
      await handle.write(bytes);
    }
  } finally {
    await handle.close();
  }
  return { file, bytes: mib * MIB, sha256: hash.digest('hex') };
}

function residentBytes(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) * 1024;
}
