import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cancelCut, requestCut, takeBack } from '@rostrum/core';
import type { Range } from '@rostrum/domain';
import { requirePart, s3Settings } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { waitFor } from '@rostrum/testkit/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodersOf } from './encoders.fixture.ts';

const { PATH, NODE_COMPILE_CACHE } = process.env;
const FIXTURE = path.join(import.meta.dirname, 'worker.fixture.ts');
/** Two seconds on a machine that does nothing else. */
const GONE_WITHIN_MS = 8_000;
const BEGINS_WITHIN_MS = 60_000;

const storages = {
  directory: async () => ({}),
  s3: async () => {
    const { bucket, endpoint, region, accessKeyId, secretAccessKey } = await s3Settings();
    return {
      S3_BUCKET: bucket,
      S3_ENDPOINT: endpoint,
      S3_REGION: region,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    };
  },
};

describe
  .skipIf(!requirePart('database') || !requirePart('ffmpeg') || !requirePart('s3'))
  .for(['directory', 's3'] as const)(
  'work that is stopped in another process, with objects in %s',
  { timeout: 150_000 },
  (kind) => {
    let plant: Plant;
    let worker: ChildProcess;
    beforeAll(async () => {
      plant = await openPlant(await storages[kind]());
      worker = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', FIXTURE], {
        env: { PATH, NODE_COMPILE_CACHE, ...plant.environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (worker.stdout) for await (const line of createInterface({ input: worker.stdout })) if (line) break;
    }, 60_000);
    afterAll(async () => {
      if (worker?.exitCode === null) {
        const exited = once(worker, 'exit');
        worker.kill('SIGKILL');
        await exited;
      }
      await plant?.close();
    });

    const encoders = () => encodersOf(plant.dataDir);
    const scratch = async () =>
      (await readdir(plant.parts.settings.scratchDir)).filter((name) => name.includes(`-${worker.pid}-`));
    /** No process, no file, no object but those named. */
    const nothingIsLeft = async (askedAt: number, place: Place, but: (key: string) => boolean) => {
      const left = GONE_WITHIN_MS - (performance.now() - askedAt);
      await waitFor('encoders that end', async () => (await encoders()).length === 0, left);
      console.log(`${kind}: no encoder ${Math.round(performance.now() - askedAt)} ms after`);
      await waitFor('scratch that is empty', async () => (await scratch()).length === 0, GONE_WITHIN_MS);
      await waitFor('a worker at rest', async () => (await plant.waitingJobs()) === 0, GONE_WITHIN_MS);
      expect((await plant.objects(place.statementId)).filter((key) => !but(key))).toEqual([]);
      expect(await encoders()).toEqual([]);
    };
    const growing = async (place: Place) => {
      const takeId = await plant.send(place, await clip({ seconds: 24, width: 320, height: 180 }));
      const grows = async () => {
        const take = await plant.take(takeId);
        return take.state === 'preparing' && take.mediaSetId !== null && take.progress > 0;
      };
      await waitFor('a take that grows', grows, BEGINS_WITHIN_MS);
      expect(await encoders()).not.toEqual([]);
      return takeId;
    };

    it('a take that its speaker takes back while it is being prepared', async () => {
      const place = await plant.place({ floorTimeMs: 30_000 });
      const takeId = await growing(place);
      const askedAt = performance.now();
      await takeBack(plant.parts, { actor: place.speaker, takeId });
      await nothingIsLeft(askedAt, place, () => false);
      await takeBack(plant.parts, { actor: place.speaker, takeId });
      expect(await plant.take(takeId)).toMatchObject({ state: 'abandoned', mediaSetId: null, progress: 0 });
      expect(await plant.parts.queue.failed()).toEqual([]);
    });

    // What follows does not depend on where objects lie.
    if (kind === 's3') return;

    it('a statement that is withdrawn while it is being prepared', async () => {
      const place = await plant.place({ floorTimeMs: 30_000 });
      await growing(place);
      const askedAt = performance.now();
      await plant.withdraw(place);
      await nothingIsLeft(askedAt, place, () => false);
    });

    it('a cut that is cancelled, and one that a newer takes the place of', async () => {
      const place = await plant.place({ floorTimeMs: 10_000 });
      const takeId = await plant.send(place, await clip({ seconds: 7, width: 320, height: 180 }));
      const { coordinator: actor, parts } = plant;
      await waitFor('a take that is ready', async () => (await plant.take(takeId)).state === 'ready', 90_000);
      const kept = await plant.objects(place.statementId);
      const holes = (from: number) =>
        Array.from({ length: 20 }, (_, i) => ({ startMs: from + i * 320, endMs: from + i * 320 + 160 }));
      const ask = (removals: Range[]) =>
        requestCut(parts, { actor, takeId, edit: { inMs: 0, outMs: 7000, removals } });
      const begun = async (cutId: string) => {
        const making = async () => ((await parts.store.cuts.get(cutId))?.progress ?? 0) > 0;
        await waitFor('a cut that is being made', making, BEGINS_WITHIN_MS);
      };

      const cancelled = await ask(holes(200));
      await begun(cancelled.id);
      const askedAt = performance.now();
      await cancelCut(parts, { actor, cutId: cancelled.id });
      await nothingIsLeft(askedAt, place, (key) => kept.includes(key));
      expect(await parts.store.cuts.get(cancelled.id)).toMatchObject({
        state: 'failed',
        reason: 'cancelled',
      });

      // Asked for again it is a new one, and what came before it is not lost.
      const again = await ask(holes(200));
      expect(again.id).not.toBe(cancelled.id);
      await begun(again.id);
      const newer = await ask([{ startMs: 210, endMs: 370 }]);
      const ready = async () => (await parts.store.cuts.get(newer.id))?.state === 'ready';
      await waitFor('the newer cut', ready, 90_000);
      expect(await parts.store.cuts.get(again.id)).toMatchObject({ state: 'failed', reason: 'superseded' });
      await nothingIsLeft(performance.now(), place, (key) => kept.includes(key) || key.includes(newer.id));
      await expect(cancelCut(parts, { actor, cutId: newer.id })).rejects.toMatchObject({
        code: 'conflict',
      });
    });
  },
);
