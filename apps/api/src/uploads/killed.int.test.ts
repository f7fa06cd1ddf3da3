import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readlink, stat } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { stretchesOf, sweep, verifyTake } from '@rostrum/core';
import { UNFINISHED_KEPT_MS } from '@rostrum/domain';
import { s3Client } from '@rostrum/storage';
import {
  type FreshDatabase,
  freshDatabase,
  programme,
  requirePart,
  type S3Settings,
  s3Settings,
} from '@rostrum/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreBetween, type StoreBetween } from '../testing/store-between.ts';
import { type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const TUS = { 'tus-resumable': '1.0.0' };
const PART = { 'content-type': 'application/offset+octet-stream' };
const PATIENT = { timeout: 30_000 };
const MIB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let database: FreshDatabase;
/** Makes the invitation and looks into the storage; the uploads go to processes of their own. */
let house: TestApi;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  house = await startTestApi({ databaseUrl: database.url });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await house?.close();
  await database?.drop();
});

interface Api {
  child: ChildProcess;
  port: number;
  lines: string[];
}

/** `main.ts` as it runs in production: only then does a kill -9 show what it shows. */
async function startProcess({
  env = {},
  within = [],
}: {
  env?: Record<string, string>;
  within?: string[];
} = {}): Promise<Api> {
  const command = [...within, process.execPath, '--disable-warning=ExperimentalWarning', MAIN];
  const child = spawn(command[0] ?? '', command.slice(1), {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: database.url,
      DATA_DIR: house.dataDir,
      AUTH_SECRET: 'a-secret-of-this-test-that-is-long-enough-0123456789',
      PORT: '0',
      METRICS_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    let rest = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        const said = JSON.parse(line);
        if (said.event === 'api_listening') resolve(said.port);
      }
    });
    child.once('exit', () => reject(new Error('the API did not start')));
  });
  return { child, port, lines };
}

async function kill({ child }: Api): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

it('resumes after kill -9 in the middle of a part, and the hashes agree', { timeout: 240_000 }, async () => {
  const speaker = await house.speaker(await house.session());
  const cookie = speaker.browser.cookieHeader();
  const headers = { ...TUS, 'x-rostrum': '1', cookie };
  const file = randomBytes(6_000_000);
  const first = await startProcess();
  const created = await fetch(`http://127.0.0.1:${first.port}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(file.length) },
  });
  expect(created.status).toBe(201);
  const path = created.headers.get('location') ?? '';
  const takeId = path.slice(path.lastIndexOf('/') + 1);
  const part = { ...headers, ...PART };
  const whole = await fetch(`http://127.0.0.1:${first.port}${path}`, {
    method: 'PATCH',
    headers: { ...part, 'upload-offset': '0' },
    body: file.subarray(0, 1_000_000),
  });
  expect(whole.status).toBe(204);

  // A part of which only some arrives, and the process is killed while it waits for the rest.
  const broken = request({
    port: first.port,
    path,
    method: 'PATCH',
    headers: { ...part, 'upload-offset': '1000000', 'content-length': 3_000_000 },
  });
  broken.on('error', () => undefined);
  broken.write(file.subarray(1_000_000, 2_500_000));
  const take = await house.parts.store.takes.get(takeId);
  const key = take?.originalKey ?? '';
  await expect
    .poll(async () => (await house.parts.storage.head(key))?.bytes, PATIENT)
    .toBeGreaterThan(2_000_000);
  first.child.kill('SIGKILL');
  broken.destroy();

  const second = await startProcess();
  const address = `http://127.0.0.1:${second.port}${path}`;
  const head = await fetch(address, { method: 'HEAD', headers });
  const offset = Number(head.headers.get('upload-offset'));
  expect(offset).toBeGreaterThan(2_000_000);
  const last = await fetch(address, {
    method: 'PATCH',
    headers: { ...part, 'upload-offset': String(offset) },
    body: file.subarray(offset),
  });
  expect(last.status).toBe(204);
  const received = await house.parts.store.takes.get(takeId);
  // Two processes hashed it, each its stretch; the stored object is held to both.
  expect(received).toMatchObject({ sizeBytes: file.length, wireSha256: null });
  const stretches = stretchesOf(received?.hashState ?? null) ?? [];
  expect(stretches.map(({ bytes }) => bytes)).toEqual([1_000_000, file.length - 1_000_000]);
  let at = 0;
  for (const stretch of stretches) {
    const piece = file.subarray(at, at + stretch.bytes);
    expect(stretch.sha256).toBe(sha256(piece));
    at += stretch.bytes;
  }
  const { body } = await house.parts.storage.get(key);
  expect(sha256(Buffer.concat(await body.toArray()))).toBe(sha256(file));

  second.child.kill('SIGTERM');
  await new Promise((resolve) => second.child.once('exit', resolve));
  expect(second.child.exitCode).toBe(0);
  // The log tells what was asked and how it went, and nothing of who asked.
  const log = [...first.lines, ...second.lines].join('\n');
  expect(log).toContain('"route":"/api/v1/uploads/:id"');
  for (const secret of [takeId, speaker.token, cookie.split('=')[1] ?? '', '127.0.0.1:', 'user-agent']) {
    expect(log).not.toContain(secret);
  }
});

describe.skipIf(!requirePart('s3'))('on an S3-compatible store', () => {
  let settings: S3Settings;
  let between: StoreBetween;
  let onS3: TestApi;
  let env: Record<string, string>;
  const scratch = (name: string) => join(onS3.dataDir, name);

  beforeAll(async () => {
    settings = await s3Settings();
    between = await openStoreBetween(settings.endpoint);
    const store = {
      S3_BUCKET: settings.bucket,
      S3_REGION: settings.region,
      S3_ACCESS_KEY_ID: settings.accessKeyId,
      S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
      S3_FORCE_PATH_STYLE: String(settings.forcePathStyle),
    };
    onS3 = await startTestApi({
      databaseUrl: database.url,
      env: { ...store, S3_ENDPOINT: settings.endpoint },
    });
    env = { ...store, S3_ENDPOINT: between.endpoint, DATA_DIR: onS3.dataDir };
  });
  afterAll(async () => {
    between?.close();
    await onS3?.close();
  });

  interface Sending {
    takeId: string;
    path: string;
    headers: Record<string, string>;
  }
  async function begin(speaker: Speaker, bytes: number): Promise<Sending> {
    const created = await speaker.browser.send('/api/v1/uploads', {
      method: 'POST',
      headers: { ...TUS, 'upload-length': String(bytes) },
    });
    const path = created.headers.get('location') ?? '';
    const headers = { ...TUS, 'x-rostrum': '1', cookie: speaker.browser.cookieHeader() };
    return { takeId: path.slice(path.lastIndexOf('/') + 1), path, headers };
  }
  /** All that is sent of a part of which `bytes` are announced; its failure is what a kill is for. */
  function send(
    { port }: Api,
    { path, headers }: Sending,
    { offset, part, bytes = part.length }: { offset: number; part: Uint8Array; bytes?: number },
  ): ClientRequest {
    const sent = { ...headers, ...PART, 'upload-offset': offset, 'content-length': bytes };
    const asked = request({ port, path, method: 'PATCH', headers: sent });
    asked.on('error', () => undefined);
    asked.write(part);
    return asked;
  }
  const answered = (asked: ClientRequest) => new Promise((resolve) => asked.once('response', resolve).end());
  /** Asks whichever API is left. */
  async function offsetNow({ path, headers }: Sending): Promise<number> {
    const head = await fetch(`${onS3.origin}${path}`, { method: 'HEAD', headers });
    expect(head.status).toBe(200);
    return Number(head.headers.get('upload-offset'));
  }
  /** Of the files without a name that hold what has come of a part. */
  async function spilledBytes({ child }: Api): Promise<number> {
    const folder = `/proc/${child.pid}/fd`;
    let bytes = 0;
    for (const name of await readdir(folder)) {
      const file = join(folder, name);
      const to = await readlink(file).catch(() => '');
      if (to.includes('rostrum-part-')) bytes += (await stat(file).catch(() => ({ size: 0 }))).size;
    }
    return bytes;
  }
  async function whatIsLeft(statementId: string): Promise<{ names: string[]; unfinished: number }> {
    const below = `statements/${statementId}/`;
    const names: string[] = [];
    for await (const { key } of onS3.parts.storage.list(below))
      names.push(key.slice(key.lastIndexOf('/') + 1));
    const client = s3Client({ kind: 's3', ...settings });
    const { Uploads: unfinished = [] } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: settings.bucket, Prefix: below }),
    );
    client.destroy();
    return { names: names.sort(), unfinished: unfinished.length };
  }
  /** The next question of the kind is answered by the store, and its answer comes to a process that is gone. */
  const killedByAnswer = (api: Api, kind: string) =>
    new Promise<void>((resolve) => {
      between.faults.set(kind, [
        (incoming, outgoing) =>
          between.forward(incoming, outgoing, () => {
            void kill(api).then(resolve);
            outgoing.destroy();
          }),
      ]);
    });

  it('loses no more than the part that was coming, wherever it was killed', {
    timeout: 240_000,
  }, async () => {
    const place = await onS3.session();
    const speaker = await onS3.speaker(place);
    const file = randomBytes(13 * MIB);
    const sending = await begin(speaker, file.length);
    const SCRATCH_DIR = scratch('of-the-killed');
    const start = () => startProcess({ env: { ...env, SCRATCH_DIR } });

    let api = await start();
    // Another's, which nobody goes on with: a part, and what is too little for one.
    const leaving = await onS3.speaker(place);
    const left = await begin(leaving, 20 * MIB);
    await answered(send(api, left, { offset: 0, part: file.subarray(0, 5 * MIB) }));
    await answered(send(api, left, { offset: 5 * MIB, part: file.subarray(0, MIB) }));

    // While the part comes: what came of it was nobody's yet, and leaves no file.
    const half = send(api, sending, { offset: 0, part: file.subarray(0, 3 * MIB), bytes: 5 * MIB });
    await expect.poll(() => spilledBytes(api), PATIENT).toBeGreaterThan(2 * MIB);
    await kill(api);
    half.destroy();
    expect(await readdir(SCRATCH_DIR)).toEqual([]);
    expect(await offsetNow(sending)).toBe(0);

    // The store has the part, and nobody heard of it.
    api = await start();
    let killed = killedByAnswer(api, 'part');
    send(api, sending, { offset: 0, part: file.subarray(0, 5 * MIB) }).end();
    await killed;
    expect(await offsetNow(sending)).toBe(5 * MIB);

    // The store has it and said so, and the row does not yet.
    api = await start();
    const holding = new pg.Client({ connectionString: database.url });
    holding.on('error', () => undefined);
    await holding.connect();
    await holding.query('begin');
    await holding.query('select 1 from take where id = $1 for update', [sending.takeId]);
    send(api, sending, { offset: 5 * MIB, part: file.subarray(5 * MIB, 10 * MIB) }).end();
    const waiting = `select pid from pg_locks
      where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`;
    await expect.poll(async () => (await holding.query(waiting)).rowCount, PATIENT).toBe(1);
    await kill(api);
    // PostgreSQL would go on for a client that is gone.
    await holding.query(`select pg_terminate_backend(pid) from (${waiting}) of_the_killed`);
    await holding.query('commit');
    await holding.end();
    expect(await onS3.parts.store.takes.get(sending.takeId)).toMatchObject({ receivedBytes: 0 });
    expect(await offsetNow(sending)).toBe(10 * MIB);

    // The store made the whole of it, and nobody heard of that.
    api = await start();
    killed = killedByAnswer(api, 'complete');
    send(api, sending, { offset: 10 * MIB, part: file.subarray(10 * MIB) }).end();
    await killed;
    expect(await onS3.parts.store.takes.get(sending.takeId)).toMatchObject({ sizeBytes: null });
    expect(await offsetNow(sending)).toBe(file.length);

    const whole = { names: ['original', 'original.info'], unfinished: 0 };
    expect(await whatIsLeft(speaker.statementId)).toEqual(whole);
    const job = { signal: new AbortController().signal, isLastAttempt: true, progress: () => undefined };
    await verifyTake(onS3.parts, { takeId: sending.takeId }, job);
    const received = { sizeBytes: file.length, sha256: sha256(file) };
    expect(await onS3.parts.store.takes.get(sending.takeId)).toMatchObject(received);
    expect(await readdir(SCRATCH_DIR)).toEqual([]);

    const unfinished = { names: ['original.info', 'original.part'], unfinished: 1 };
    expect(await whatIsLeft(leaving.statementId)).toEqual(unfinished);
    const later = new Date(Date.now() + UNFINISHED_KEPT_MS + 60_000);
    await sweep({ ...onS3.parts, clock: { now: () => later } });
    expect(await whatIsLeft(leaving.statementId)).toEqual({ names: [], unfinished: 0 });
  });

  it.skipIf(!requirePart('bubblewrap'))(
    'says that the disk is full, and goes on once it is not',
    { timeout: 240_000 },
    async () => {
      const speaker = await onS3.speaker(await onS3.session());
      const file = randomBytes(4 * MIB);
      const sending = await begin(speaker, file.length);
      const SCRATCH_DIR = scratch('small');
      await mkdir(SCRATCH_DIR, { recursive: true });
      const small = ['--bind', '/', '/', '--dev-bind', '/dev', '/dev', '--size', String(MIB)];
      const api = await startProcess({
        env: { ...env, SCRATCH_DIR },
        within: [programme('bubblewrap'), ...small, '--tmpfs', SCRATCH_DIR, '--die-with-parent'],
      });
      const patch = (
        offset: number,
        part: Uint8Array<ArrayBuffer>,
        origin = `http://127.0.0.1:${api.port}`,
      ) =>
        fetch(`${origin}${sending.path}`, {
          method: 'PATCH',
          headers: { ...sending.headers, ...PART, 'upload-offset': String(offset) },
          body: part,
        });
      expect((await patch(0, file.subarray(0, MIB / 2))).status).toBe(204);
      const refused = await patch(MIB / 2, file.subarray(MIB / 2, 3 * MIB));
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        507,
        'application/problem+json',
      ]);
      expect(await refused.json()).toMatchObject({ code: 'storage_full' });
      // Nothing of what was safe is lost, and what fits finds room.
      expect(await offsetNow(sending)).toBe(MIB / 2);
      expect((await patch(MIB / 2, file.subarray(MIB / 2, MIB - 4096))).status).toBe(204);
      await kill(api);
      const offset = await offsetNow(sending);
      expect(offset).toBe(MIB - 4096);
      expect((await patch(offset, file.subarray(offset), onS3.origin)).status).toBe(204);
      const take = await onS3.parts.store.takes.get(sending.takeId);
      const { body } = await onS3.parts.storage.get(take?.originalKey ?? '');
      expect(sha256(Buffer.concat(await body.toArray()))).toBe(sha256(file));
    },
  );
});
