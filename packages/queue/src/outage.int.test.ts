import { randomUUID } from 'node:crypto';
import type { JobHandlers, Log } from '@rostrum/core';
import { emptyDatabase, requirePart } from '@rostrum/testkit';
import { startRedis } from '@rostrum/testkit/services';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createQueue, type QueueSettings, startWorkers } from './index.ts';
import { unexpected } from './jobs.fixture.ts';

const POLL = { timeout: 20_000, interval: 20 };

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Works before and after every connection of the store has been cut. */
async function survives(settings: QueueSettings, cut: () => Promise<void>): Promise<void> {
  const seen: string[] = [];
  const note = async (_payload: unknown, { jobId }: { jobId: string }) => void seen.push(jobId);
  const handlers: JobHandlers = {
    'take.verify': note,
    'take.check': note,
    'take.prepare': note,
    'cut.make': note,
    'captions.transcribe': note,
    'card.draw': note,
    'programme.cards': note,
    'poster.make': note,
    'statement.erase': note,
    'mail.send': note,
    sweep: note,
  };
  const queue = await createQueue(settings, silent);
  onTestFinished(() => queue.close());
  const workers = await startWorkers({ ...settings, sweepEveryMs: null }, handlers, silent);
  onTestFinished(() => workers.close({ graceMs: 0 }));
  const mail = () => ({ mailId: randomUUID() });
  await queue.add('mail.send', mail(), { jobId: 'before' });
  await expect.poll(() => seen, POLL).toEqual(['before']);
  await cut();
  await expect
    .poll(() => queue.add('mail.send', mail(), { jobId: 'after' }).then(() => true), POLL)
    .toBe(true);
  await expect.poll(() => seen, POLL).toEqual(['before', 'after']);
  await queue.add('take.check', { takeId: randomUUID(), statementId: randomUUID() }, { jobId: 'other-lane' });
  await expect.poll(() => seen, POLL).toEqual(['before', 'after', 'other-lane']);
}

describe('workers whose connections are cut', () => {
  it.skipIf(!requirePart('database'))('go on with PostgreSQL', async () => {
    const database = await emptyDatabase();
    onTestFinished(() => database.drop());
    await survives({ kind: 'postgres', url: database.url }, async () => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      try {
        const { rowCount } = await client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
        expect(rowCount).toBeGreaterThan(0);
      } finally {
        await client.end();
      }
    });
  });

  it.skipIf(!requirePart('redis'))('go on with Redis', async () => {
    // Its own: what is cut here would be cut for every other test.
    const server = await startRedis();
    onTestFinished(() => server.stop());
    await survives({ kind: 'redis', url: server.url }, async () => {
      const client = new Redis(server.url);
      try {
        expect(await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')).toBeGreaterThan(0);
      } finally {
        client.disconnect();
      }
    });
  });
});

describe.each([
  ['postgres', 'postgres://nobody:nothing@127.0.0.1:9/none'],
  ['redis', 'redis://127.0.0.1:9'],
] as const)('a %s that is away', (kind, url) => {
  it('is said at once', { timeout: 40_000 }, async () => {
    const errors: string[] = [];
    const log: Log = {
      info: () => undefined,
      warn: () => undefined,
      error: (event) => void errors.push(event),
    };
    await expect(createQueue({ kind, url }, log)).rejects.toThrow();
    await expect(startWorkers({ kind, url }, unexpected([]), log)).rejects.toThrow();
  });
});
