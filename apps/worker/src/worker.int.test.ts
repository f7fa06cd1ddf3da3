import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { receiptOf } from '@rostrum/core';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { openPlant, type Plant, sha256Of } from '@rostrum/testkit/plant';
import { freePort, waitFor } from '@rostrum/testkit/services';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodersOf, freezeEncoders } from './encoders.fixture.ts';

const { PATH, NODE_COMPILE_CACHE } = process.env;
const FIXTURE = path.join(import.meta.dirname, 'worker.fixture.ts');
const MAIN = path.join(import.meta.dirname, 'main.ts');
const EXIT_WITHIN_MS = 10_000;

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('the worker process', () => {
  let plant: Plant;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    plant = await openPlant();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  });
  afterAll(() => plant.close());

  const start = async () => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', FIXTURE], {
      env: { PATH, NODE_COMPILE_CACHE, ...plant.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^port (\d+)$/.exec(line)?.[1];
      if (port !== undefined) return { child, url: `http://127.0.0.1:${port}` };
    }
    throw new Error('the worker did not start');
  };
  const stop = async (child: ChildProcess, signal: NodeJS.Signals) => {
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = await exited;
    return code;
  };
  /** The first segments are stored, and the last are far off. */
  const untilGrowing = async (takeId: string) => {
    const growing = async () => {
      const take = await plant.take(takeId);
      return take.state === 'preparing' && take.mediaSetId !== null && take.mediaSetId;
    };
    return await waitFor<string>('a take that grows', growing, 40_000);
  };
  const untilReady = (takeId: string) => {
    const ready = async () => {
      const take = await plant.take(takeId);
      return take.state === 'ready' && take;
    };
    return waitFor('a take that is ready', ready, 100_000);
  };

  it('killed while it prepares: another worker brings the take home, with nothing twice', {
    timeout: 150_000,
  }, async () => {
    const place = await plant.place({ floorTimeMs: 10_000 });
    const file = await clip({ seconds: 7, width: 320, height: 180 });
    const takeId = await plant.send(place, file);
    const first = await start();
    const setId = await untilGrowing(takeId);
    await stop(first.child, 'SIGKILL');
    expect((await plant.take(takeId)).state).toBe('preparing');

    await start();
    const take = await untilReady(takeId);
    expect(take.mediaSetId).not.toBe(setId);
    expect(take).toMatchObject({ measuredMs: 7000, sha256: await sha256Of(file) });
    const receipt = await receiptOf(plant.parts, { actor: place.speaker, takeId });
    expect(receipt.payload.sha256).toBe(take.sha256);
    const { prisma, store } = plant.parts;
    const sets = await store.mediaSets.many((await prisma.mediaSet.findMany()).map(({ id }) => id));
    expect(new Set(sets.map(({ manifest }) => manifest.root)).size).toBe(1);
    const renditions = ['720p', '480p', '360p', '240p'];
    expect(sets[0]?.manifest.video.map(({ name }) => name)).toEqual(renditions);
    expect(await store.cuts.ofTake(takeId)).toHaveLength(1);
    const moves = await prisma.stateHistory.findMany({
      where: { subjectId: takeId },
      orderBy: { id: 'asc' },
    });
    expect(moves.map(({ toState }) => toState)).toEqual(['received', 'checking', 'preparing', 'ready']);
    const root = sets[0]?.manifest.root ?? '-';
    const onlyThat = async () => {
      const objects = await plant.objects(place.statementId);
      return objects.every((key) => key === take.originalKey || key.startsWith(root));
    };
    await waitFor("erasing the dead worker's objects", onlyThat, 10_000);
  });

  it('told to stop while it prepares: ends in time without an ffmpeg left, and the job runs again', {
    timeout: 150_000,
  }, async () => {
    const place = await plant.place({ floorTimeMs: 10_000 });
    const takeId = await plant.send(place, await clip({ seconds: 7, width: 320, height: 180 }));
    const first = await start();
    await untilGrowing(takeId);
    // It would not be prepared within the grace of a stop, however fast the machine.
    await freezeEncoders(plant.dataDir);
    const askedAt = performance.now();
    const scratchOfFirst = async () => {
      const names = await readdir(plant.parts.settings.scratchDir);
      return names.filter((name) => name.includes(`-${first.child.pid}-`));
    };
    expect(await scratchOfFirst()).toHaveLength(1);
    expect(await encodersOf(plant.dataDir)).not.toEqual([]);
    expect(await stop(first.child, 'SIGTERM')).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(EXIT_WITHIN_MS);
    expect((await plant.take(takeId)).state).toBe('preparing');
    expect(await scratchOfFirst()).toEqual([]);
    expect(await encodersOf(plant.dataDir)).toEqual([]);
    await start();
    await untilReady(takeId);
  });

  it('tells its health, in its metrics nothing of a statement, and ends when it is told to', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
      env: { PATH, NODE_COMPILE_CACHE, ...plant.environment, METRICS_PORT: String(port) },
      stdio: 'inherit',
    });
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    await waitFor('a worker that is ready', async () => (await fetch(`${url}/readyz`)).ok, 50_000);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      status: 'ok',
      parts: { database: 'ok', queue: 'ok', storage: 'ok' },
    });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('rostrum_queue_jobs{lane="media",state="failed"}');
    expect(metrics).toContain('rostrum_takes{state="ready"}');
    expect(metrics).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect((await fetch(`${url}/else`)).status).toBe(404);
    expect(await stop(child, 'SIGTERM')).toBe(0);
  });

  it('names what is missing in its configuration and does not start', async () => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
      env: { PATH, NODE_COMPILE_CACHE, DATABASE_URL: plant.environment.DATABASE_URL },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    const [[code], said] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
    expect(code).toBe(1);
    expect(said).toContain('AUTH_SECRET');
    expect(said).not.toContain(plant.environment.DATABASE_URL);
  });
});
