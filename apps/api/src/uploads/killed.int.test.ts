import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { stretchesOf } from '@rostrum/core';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const TUS = { 'tus-resumable': '1.0.0' };

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

/** `main.ts` as it runs in production: only then does a kill -9 show what it shows. */
async function startProcess(): Promise<{ child: ChildProcess; port: number; lines: string[] }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: database.url,
      DATA_DIR: house.dataDir,
      AUTH_SECRET: 'a-secret-of-this-test-that-is-long-enough-0123456789',
      PORT: '0',
      METRICS_PORT: '0',
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

it('resumes after kill -9 in the middle of a part, and the hashes agree', async () => {
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
  const part = { ...headers, 'content-type': 'application/offset+octet-stream' };
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
  await expect.poll(async () => (await house.parts.storage.head(key))?.bytes).toBeGreaterThan(2_000_000);
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
  const sha256 = createHash('sha256').update(file).digest('hex');
  // Two processes hashed it, each its stretch; the stored object is held to both.
  expect(received).toMatchObject({ sizeBytes: file.length, wireSha256: null });
  const stretches = stretchesOf(received?.hashState ?? null) ?? [];
  expect(stretches.map(({ bytes }) => bytes)).toEqual([1_000_000, file.length - 1_000_000]);
  let at = 0;
  for (const stretch of stretches) {
    const piece = file.subarray(at, at + stretch.bytes);
    expect(stretch.sha256).toBe(createHash('sha256').update(piece).digest('hex'));
    at += stretch.bytes;
  }
  const { body } = await house.parts.storage.get(key);
  expect(
    createHash('sha256')
      .update(Buffer.concat(await body.toArray()))
      .digest('hex'),
  ).toBe(sha256);

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
