import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '@rostrum/core';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AdvisoryLocker, createAdvisoryLocker } from './advisory-locker.ts';

const log: Log = { info() {}, warn() {}, error() {} };
const never = new AbortController().signal;

let database: FreshDatabase;
const lockers: AdvisoryLocker[] = [];
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await Promise.all(lockers.map((locker) => locker.close()));
  await database?.drop();
});

/** With connections of its own: to PostgreSQL, another process. */
function locker(timeoutMs = 5_000): AdvisoryLocker {
  const made = createAdvisoryLocker({ databaseUrl: database.url, log, timeoutMs });
  lockers.push(made);
  return made;
}

it('gives a lock to one at a time, within a process and across', async () => {
  const [a, b] = [locker(), locker(400)];
  const first = a.newLock('one');
  await first.lock(never, () => undefined);
  await expect(b.newLock('one').lock(never, () => undefined)).rejects.toMatchObject({ status_code: 500 });
  const stop = new AbortController();
  const waiting = a.newLock('one').lock(stop.signal, () => undefined);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ status_code: 500 });
  await b.newLock('other').lock(never, () => undefined);
  await first.unlock();
  await b.newLock('one').lock(never, () => undefined);
});

it('asks the holder to let go, within a process and across', async () => {
  const [a, b] = [locker(), locker()];
  for (const [index, asker] of [a, b].entries()) {
    const id = `held-${index}`;
    const holder = a.newLock(id);
    await holder.lock(never, () => void holder.unlock());
    const next = asker.newLock(id);
    await next.lock(never, () => undefined);
    await next.unlock();
  }
});

it('ends with the connection, and tells the holder', async () => {
  const [a, b] = [locker(), locker()];
  const told = Promise.withResolvers<void>();
  await a.newLock('lost').lock(never, () => told.resolve());
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and objid = (hashtext($1)::bigint & 4294967295)::oid`,
    ['lost'],
  );
  await client.end();
  await told.promise;
  await b.newLock('lost').lock(never, () => undefined);
  // And the process that lost its connection makes another.
  const again = a.newLock('again');
  await again.lock(never, () => undefined);
  await again.unlock();
});

it('ends with the process that held it', async () => {
  const child = fork(fileURLToPath(new URL('../testing/hold-lock.ts', import.meta.url)), [
    database.url,
    'killed',
  ]);
  await said(child, 'held');
  const b = locker(10_000);
  await expect(
    locker(300)
      .newLock('killed')
      .lock(never, () => undefined),
  ).rejects.toBeDefined();
  const waiting = b.newLock('killed').lock(never, () => undefined);
  child.kill('SIGKILL');
  await waiting;
});

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message === word) resolve();
    });
    child.once('exit', () => reject(new Error('the other process ended')));
  });
}
