import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  type JobContext,
  type JobHandlers,
  type JobQueue,
  type JobRef,
  JobStopped,
  type Log,
  PermanentFailure,
} from '@rostrum/core';
import type { JobPayloads } from '@rostrum/domain';
import { emptyDatabase, redisUrl, requirePart } from '@rostrum/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createQueue,
  type QueueSettings,
  startWorkers,
  type WorkerHooks,
  type WorkerSettings,
} from './index.ts';
import { freshName, hangingWorker, POLL, take, unexpected } from './jobs.fixture.ts';

type Place = { settings(): QueueSettings; close(): Promise<void> };

async function onPostgres(): Promise<Place> {
  const database = await emptyDatabase();
  return {
    settings: () => ({ kind: 'postgres', url: database.url, namespace: freshName() }),
    close: () => database.drop(),
  };
}

async function onRedis(): Promise<Place> {
  return {
    settings: () => ({ kind: 'redis', url: redisUrl(), namespace: freshName() }),
    close: async () => undefined,
  };
}

describe.skipIf(!requirePart('database'))('jobs on PostgreSQL', () => jobTests(onPostgres));
describe.skipIf(!requirePart('redis'))('jobs on Redis', () => jobTests(onRedis));

function jobTests(open: () => Promise<Place>): void {
  let place: Place;
  let settings: QueueSettings;
  let queue: JobQueue;
  let logged: string[];
  let log: Log;
  /** In this order when a test ends: workers before the queue, the queue before the database. */
  let started: { close(): Promise<void> }[];

  beforeAll(async () => {
    place = await open();
  });
  afterAll(() => place?.close());
  beforeEach(async () => {
    started = [];
    logged = [];
    const keep = (event: string, ...rest: unknown[]) =>
      void logged.push([event, ...rest.map(String)].join(' '));
    log = { info: keep, warn: keep, error: keep };
    settings = place.settings();
    queue = await createQueue(settings, log);
  });
  afterEach(async () => {
    for (const worker of started) await worker.close();
    await queue.close();
  });

  async function work(
    handlers: Partial<JobHandlers>,
    more: Partial<WorkerSettings> = {},
    hooks: WorkerHooks = {},
  ) {
    const workers = await startWorkers(
      {
        ...settings,
        sweepEveryMs: null,
        lockMs: 1000,
        stalledCheckMs: 250,
        cancelCheckMs: 50,
        retryDelayMs: () => 10,
        ...more,
      },
      { ...unexpected(logged), ...handlers },
      log,
      hooks,
    );
    started.push({ close: () => workers.close({ graceMs: 0 }) });
    return workers;
  }

  const idle = async () => {
    const lanes = Object.values(await queue.counts());
    return lanes.reduce((sum, { waiting, active, delayed }) => sum + waiting + active + delayed, 0);
  };

  it('runs every kind of job once, with its payload', async () => {
    const seen: string[] = [];
    const note = (name: string) => async (payload: object) =>
      void seen.push(`${name} ${JSON.stringify(payload)}`);
    await work({
      'take.verify': note('take.verify'),
      'take.check': note('take.check'),
      'take.prepare': note('take.prepare'),
      'cut.make': note('cut.make'),
      'statement.erase': note('statement.erase'),
      'mail.send': note('mail.send'),
      sweep: note('sweep'),
    });
    const [takeId, statementId, cutId, mailId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const jobs = [
      ['take.verify', { takeId, statementId }],
      ['take.check', { takeId, statementId }],
      ['take.prepare', { takeId, statementId }],
      ['cut.make', { cutId, statementId }],
      ['statement.erase', { statementId }],
      ['mail.send', { mailId }],
      ['sweep', {}],
    ] as const;
    await queue.add('take.verify', { takeId, statementId });
    await queue.add('take.check', { takeId, statementId });
    await queue.add('take.prepare', { takeId, statementId });
    await queue.add('cut.make', { cutId, statementId });
    await queue.add('statement.erase', { statementId });
    await queue.add('mail.send', { mailId });
    await queue.add('sweep', {});
    await expect.poll(() => seen.length, POLL).toBe(jobs.length);
    await expect.poll(idle, POLL).toBe(0);
    expect(seen.toSorted()).toEqual(
      jobs.map(([name, payload]) => `${name} ${JSON.stringify(payload)}`).toSorted(),
    );
  });

  it('refuses a payload with anything but its ids, and ids it cannot keep', async () => {
    const payload = { ...take(), name: 'a speaker' };
    await expect(queue.add('take.check', payload)).rejects.toThrow();
    await expect(queue.add('take.check', { takeId: 'x', statementId: 'y' })).rejects.toThrow();
    for (const jobId of ['', '12', 'a:b', 'é', '.a', 'a b']) {
      await expect(queue.add('take.check', take(), { jobId })).rejects.toThrow(RangeError);
    }
    expect(await idle()).toBe(0);
  });

  it('tries again after a failure, and says which attempt it is', async () => {
    const seen: [number, boolean][] = [];
    await work({
      'take.check': async (_payload, { attempt, isLastAttempt }) => {
        seen.push([attempt, isLastAttempt]);
        if (attempt < 3) throw new Error('the store is away');
      },
    });
    await queue.add('take.check', take());
    await expect
      .poll(() => seen, POLL)
      .toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
    await expect.poll(idle, POLL).toBe(0);
    expect(await queue.failed()).toEqual([]);
  });

  it('keeps what failed for good, without its words, and starts it afresh', async () => {
    let broken = true;
    const attempts: number[] = [];
    await work({
      'take.prepare': async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (broken) throw Object.assign(new TypeError('Aïcha said so'), { code: 'E_WORDS' });
      },
    });
    const payload = take();
    await queue.add('take.prepare', payload);
    await expect.poll(async () => (await queue.failed()).length, POLL).toBe(1);
    expect(await queue.failed()).toEqual([
      {
        jobId: `take.prepare.${payload.takeId}`,
        name: 'take.prepare',
        lane: 'media',
        payload,
        attempts: 3,
        failedAtMs: expect.closeTo(Date.now(), -5),
        reason: 'TypeError E_WORDS',
      },
    ]);
    expect((await queue.counts()).media.failed).toBe(1);
    broken = false;
    expect(await queue.retry('take.prepare.none')).toBe(false);
    expect(await queue.retry(`take.prepare.${payload.takeId}`)).toBe(true);
    expect(await queue.failed()).toEqual([]);
    await expect.poll(() => attempts, POLL).toEqual([1, 2, 3, 1]);
    await expect.poll(idle, POLL).toBe(0);
    expect(await queue.failed()).toEqual([]);
    expect(await queue.retry(`take.prepare.${payload.takeId}`)).toBe(false);
    // Taken off the list for good.
    broken = true;
    await queue.add('take.prepare', payload);
    await expect.poll(async () => (await queue.failed()).length, POLL).toBe(1);
    expect(await queue.remove('take.prepare.none')).toBe(false);
    expect(await queue.remove(`take.prepare.${payload.takeId}`)).toBe(true);
    expect(await queue.failed()).toEqual([]);
  });

  it('gives up at once on a permanent failure, and takes the same job again when it is added', async () => {
    let runs = 0;
    await work({
      'take.check': async () => {
        runs += 1;
        throw new PermanentFailure('no_video', 'what they sent is a song');
      },
    });
    const payload = take();
    await queue.add('take.check', payload);
    await expect.poll(async () => (await queue.failed()).length, POLL).toBe(1);
    expect(await queue.failed()).toMatchObject([{ reason: 'no_video', attempts: 1 }]);
    expect(runs).toBe(1);
    await queue.add('take.check', payload);
    await expect.poll(() => runs, POLL).toBe(2);
    await expect.poll(async () => (await queue.failed()).length, POLL).toBe(1);
  });

  it('holds the same job once while it waits or runs, and takes it again afterwards', async () => {
    const payload = take();
    for (let n = 0; n < 5; n += 1) await queue.add('take.check', payload);
    await queue.add('take.prepare', payload);
    await Promise.all([1, 2, 3].map(() => queue.add('take.check', take(), { jobId: 'named' })));
    expect(await queue.counts()).toMatchObject({ media: { waiting: 1 }, quick: { waiting: 2 } });
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const hold = async (_payload: unknown, { jobId }: JobContext) => {
      seen.push(jobId);
      await gate.promise;
    };
    await work({ 'take.check': hold, 'take.prepare': hold }, { concurrency: { quick: 2 } });
    await expect.poll(() => seen.length, POLL).toBe(3);
    await queue.add('take.check', payload);
    gate.resolve();
    await expect.poll(idle, POLL).toBe(0);
    expect(seen.toSorted()).toEqual(
      ['named', `take.check.${payload.takeId}`, `take.prepare.${payload.takeId}`].toSorted(),
    );
    await queue.add('take.check', payload);
    await expect.poll(() => seen.length, POLL).toBe(4);
  });

  it('keeps a delayed job back', async () => {
    let ranAtMs = 0;
    await work({
      'mail.send': async () => {
        ranAtMs = performance.now();
      },
    });
    const addedAtMs = performance.now();
    await queue.add('mail.send', { mailId: randomUUID() }, { delayMs: 400 });
    expect((await queue.counts()).light.delayed).toBe(1);
    await expect.poll(() => ranAtMs, POLL).toBeGreaterThan(0);
    expect(ranAtMs - addedAtMs).toBeGreaterThan(350);
  });

  it('lets light jobs, checks and cuts pass while a take is prepared', async () => {
    const gate = Promise.withResolvers<void>();
    const passed: string[] = [];
    await work({
      'take.prepare': () => gate.promise,
      'mail.send': async () => void passed.push('mail'),
      'take.check': async () => void passed.push('check'),
      'cut.make': async () => void passed.push('cut'),
    });
    await queue.add('take.prepare', take());
    await expect.poll(async () => (await queue.counts()).media.active, POLL).toBe(1);
    await queue.add('mail.send', { mailId: randomUUID() });
    await queue.add('take.check', take());
    await queue.add('cut.make', { cutId: randomUUID(), statementId: randomUUID() });
    await expect.poll(() => passed.toSorted(), POLL).toEqual(['check', 'cut', 'mail']);
    const behind = take();
    await queue.add('take.prepare', behind);
    await queue.add('sweep', {}, { delayMs: 60_000 });
    await expect
      .poll(async () => (await queue.open()).map(({ name, lane, state }) => [name, lane, state]), POLL)
      .toEqual([
        ['take.prepare', 'media', 'active'],
        ['take.prepare', 'media', 'waiting'],
        ['sweep', 'light', 'delayed'],
      ]);
    const [running, next, later] = await queue.open();
    expect(next).toMatchObject({ payload: behind, attempts: 0, remainingMs: null });
    expect(running?.sinceMs).toBeLessThanOrEqual(next?.sinceMs ?? 0);
    expect(later?.sinceMs).toBeGreaterThan(Date.now());
    gate.resolve();
  });

  it('runs a job again elsewhere when its worker is killed in the middle', async () => {
    const child = await hangingWorker(settings);
    const payload = take();
    await queue.add('take.check', payload);
    await child.says(`started take.check.${payload.takeId}`);
    child.process.kill('SIGKILL');
    const seen: [JobPayloads['take.check'], number][] = [];
    await work({ 'take.check': async (given, { attempt }) => void seen.push([given, attempt]) });
    await expect.poll(() => seen, POLL).toEqual([[payload, 1]]);
    await expect.poll(idle, POLL).toBe(0);
  });

  it('gives up a job that kills every worker, and says so', async () => {
    const payload = take();
    await queue.add('take.check', payload);
    for (let n = 0; n < 3; n += 1) {
      const child = await hangingWorker(settings);
      await child.says(`started take.check.${payload.takeId}`);
      child.process.kill('SIGKILL');
    }
    const givenUp: JobRef[] = [];
    await work({}, {}, { onGivenUp: async (job) => void givenUp.push(job) });
    await expect
      .poll(() => givenUp, POLL)
      .toEqual([{ jobId: `take.check.${payload.takeId}`, name: 'take.check', payload }]);
    expect(await queue.failed()).toHaveLength(1);
    expect(logged.filter((line) => line.startsWith('unexpected'))).toEqual([]);
    const seen: number[] = [];
    await work({ 'take.check': async (_payload, { attempt }) => void seen.push(attempt) });
    for (const worker of started.splice(0, 1)) await worker.close();
    await queue.retry(`take.check.${payload.takeId}`);
    await expect.poll(() => seen, POLL).toEqual([1]);
  });

  it('puts back what it was working on when it shuts down, without using up an attempt', async () => {
    const child = await hangingWorker(settings);
    const payload = take();
    await queue.add('take.check', payload);
    await child.says(`started take.check.${payload.takeId}`);
    child.process.kill('SIGTERM');
    await child.says(`stopped take.check.${payload.takeId}: shutdown`);
    await child.says('closed');
    expect(await child.exited).toBe(0);
    expect((await queue.counts()).quick).toMatchObject({ waiting: 1, active: 0, failed: 0 });
    const seen: number[] = [];
    await work({ 'take.check': async (_payload, { attempt }) => void seen.push(attempt) });
    await expect.poll(() => seen, POLL).toEqual([1]);
  });

  it('lets running jobs finish within the grace of a shutdown', async () => {
    const gate = Promise.withResolvers<void>();
    let aborted = false;
    const workers = await work({
      'take.check': async (_payload, { signal }) => {
        await gate.promise;
        aborted = signal.aborted;
      },
    });
    await queue.add('take.check', take());
    await expect.poll(() => workers.running(), POLL).toBe(1);
    const closed = workers.close({ graceMs: 10_000 });
    gate.resolve();
    await closed;
    expect(aborted).toBe(false);
    expect(await idle()).toBe(0);
  });

  it('cancels what a statement has, in whatever process, and nothing of another', async () => {
    const child = await hangingWorker(settings);
    const running = take();
    const { statementId } = running;
    const other = take();
    await queue.add('take.check', running);
    await child.says(`started take.check.${running.takeId}`);
    await queue.add('take.prepare', { takeId: randomUUID(), statementId });
    await queue.add('cut.make', { cutId: randomUUID(), statementId }, { delayMs: 60_000 });
    await queue.add('take.prepare', other);
    await queue.add('statement.erase', { statementId });
    await child.says(`started statement.erase.${statementId}`);
    expect(await queue.cancelFor(statementId)).toBe(3);
    await child.says(`stopped take.check.${running.takeId}: cancelled`);
    await child.says(`started take.prepare.${other.takeId}`);
    await expect
      .poll(() => queue.counts(), POLL)
      .toMatchObject({
        media: { waiting: 0, active: 1, delayed: 0, failed: 0 },
        light: { active: 1 },
      });
    child.process.kill('SIGKILL');
    await child.exited;
    expect(await queue.cancelFor(randomUUID())).toBe(0);
  });

  it('cancels one job, waiting or running, and tells what remains of one that runs', async () => {
    const [waiting, running] = [take(), take()];
    await queue.add('take.prepare', waiting, { delayMs: 60_000 });
    expect(await queue.cancel('take.prepare', waiting)).toBe(true);
    expect(await queue.cancel('take.prepare', waiting)).toBe(false);
    const told: unknown[] = [];
    await work({
      'take.prepare': async (_payload, { signal, progress }) => {
        progress(0.5, 40_000);
        await once(signal, 'abort');
        told.push(signal.reason);
      },
    });
    await queue.add('take.prepare', running);
    const remaining = async () => (await queue.remainingMs('take.prepare', running)) ?? 0;
    await expect.poll(remaining, POLL).toBeGreaterThan(0);
    expect(await remaining()).toBeLessThanOrEqual(40_000);
    expect(await queue.cancel('take.prepare', running)).toBe(true);
    await expect.poll(() => told, POLL).toEqual([new JobStopped('cancelled')]);
    await expect.poll(idle, POLL).toBe(0);
    expect(await queue.remainingMs('take.prepare', running)).toBeNull();
  });

  it('removes a cancelled statement from the list of failures', async () => {
    await work({
      'take.check': async () => {
        throw new PermanentFailure('no_video', 'none');
      },
    });
    const payload = take();
    await queue.add('take.check', payload);
    await expect.poll(async () => (await queue.failed()).length, POLL).toBe(1);
    expect(await queue.cancelFor(payload.statementId)).toBe(1);
    expect(await queue.failed()).toEqual([]);
  });

  it('sweeps on a schedule that several workers share', async () => {
    const swept: string[] = [];
    const sweep = async (_payload: unknown, { jobId }: JobContext) => void swept.push(jobId);
    await work({ sweep }, { sweepEveryMs: 300 });
    await work({ sweep }, { sweepEveryMs: 300 });
    await expect.poll(() => swept.length, POLL).toBeGreaterThanOrEqual(4);
    // One schedule, and each of its instants once.
    expect(new Set(swept.map((jobId) => jobId.replace(/[0-9]+$/, ''))).size).toBe(1);
    expect(new Set(swept).size).toBe(swept.length);
  });

  it('is healthy, and says so of itself', async () => {
    await queue.health();
  });
}
