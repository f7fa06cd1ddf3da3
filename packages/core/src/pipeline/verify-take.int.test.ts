import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { jobRun, openPlant, type Plant, sha256Of } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageError } from '../ports/storage.ts';
import { abandonTake } from '../takes/abandon-take.ts';
import { beginTake } from '../takes/begin-take.ts';
import { receiptOf } from '../takes/receipt-of.ts';
import { retryTake } from '../takes/retry-take.ts';
import { keptStretches } from '../takes/wire-stretches.ts';
import { markTakeFailed } from './attempt.ts';
import { checkTake } from './check-take.ts';
import { retryJob } from './retry-job.ts';
import { verifyTake } from './verify-take.ts';

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('verifying a take', () => {
  let plant: Plant;
  let file: string;
  beforeAll(async () => {
    plant = await openPlant();
    file = await clip({ seconds: 1 });
  });
  afterAll(() => plant.close());

  it('receives what arrived whole: one signed receipt, also when it runs twice', async () => {
    const place = await plant.place();
    const sha256 = await sha256Of(file);
    const takeId = await plant.send(place, file, { declaredSha256: sha256.toUpperCase() });
    await verifyTake(plant.parts, { takeId }, jobRun());
    const receipt = await receiptOf(plant.parts, { actor: place.speaker, takeId });
    expect(receipt.payload).toMatchObject({ takeId, statementId: place.statementId, sha256, state: 'NRU' });
    const { keyId, payload, signature } = receipt;
    expect(plant.parts.signing.verifyReceipt({ keyId, payload, signature })).toBe(true);
    expect(plant.parts.signing.verifyReceipt({ keyId, payload: { ...payload, bytes: 1 }, signature })).toBe(
      false,
    );

    await verifyTake(plant.parts, { takeId }, jobRun());
    expect(await receiptOf(plant.parts, { actor: place.speaker, takeId })).toEqual(receipt);
    expect(await plant.take(takeId)).toMatchObject({ state: 'preparing', sha256, reason: null });
    expect(await plant.parts.store.statements.byId(place.statementId)).toMatchObject({ state: 'in_review' });
    const moves = await plant.parts.prisma.stateHistory.count({ where: { subjectId: takeId } });
    // Received, and checked in the same go.
    expect(moves).toBe(3);
    expect(await plant.parts.store.verifyAudit()).toMatchObject({ whole: true });
  });

  it.each([
    ['hash_mismatch', { wireSha256: '0'.repeat(64) }],
    ['hash_mismatch', { declaredSha256: 'f'.repeat(64) }],
    ['size_mismatch', { stored: new Uint8Array(10) }],
  ] as const)('refuses %s and keeps nothing of it: %o', async (reason, options) => {
    const place = await plant.place();
    const takeId = await plant.send(place, file, options);
    await verifyTake(plant.parts, { takeId }, jobRun());
    expect(await plant.take(takeId)).toMatchObject({ state: 'refused', reason, receivedAt: null });
    expect(await plant.objects(place.statementId)).toEqual([]);
    expect(await plant.parts.store.receipts.get(takeId)).toBeNull();
    expect(await plant.parts.store.statements.byId(place.statementId)).toMatchObject({ state: 'invited' });
  });

  it('holds what came in several stretches to each of them', async () => {
    const bytes = await readFile(file);
    const stretch = (from: number, to: number) => ({
      bytes: to - from,
      sha256: createHash('sha256').update(bytes.subarray(from, to)).digest('hex'),
    });
    const [first, second] = [stretch(0, 1000), stretch(1000, bytes.length)];
    const place = await plant.place();
    for (const [stretches, state] of [
      [[first, { ...second, sha256: '0'.repeat(64) }], 'refused'],
      [[{ ...first, sha256: second.sha256 }, second], 'refused'],
      [[first, { ...second, bytes: second.bytes + 1 }], 'refused'],
      [[first, second], 'preparing'],
    ] as const) {
      const takeId = await plant.send(place, file, { wireSha256: null });
      const kept = { hashState: keptStretches(stretches), hashOffset: bytes.length };
      await plant.parts.store.takes.update(takeId, kept, { states: ['receiving'] });
      await verifyTake(plant.parts, { takeId }, jobRun());
      const take = await plant.take(takeId);
      expect([take.state, take.reason]).toEqual([state, state === 'refused' ? 'hash_mismatch' : null]);
      if (state !== 'refused') expect(take.hashState).toBeNull();
    }
  });

  it('refuses what is not there at all', async () => {
    const place = await plant.place();
    const takeId = await plant.send(place, file);
    await plant.parts.storage.delete((await plant.take(takeId)).originalKey);
    await verifyTake(plant.parts, { takeId }, jobRun());
    expect(await plant.take(takeId)).toMatchObject({ state: 'refused', reason: 'size_mismatch' });
  });

  it('tries again when the store is away, fails with the last attempt, and is started again by hand', async () => {
    const place = await plant.place();
    const takeId = await plant.send(place, file);
    const away: typeof plant.parts = {
      ...plant.parts,
      storage: {
        ...plant.parts.storage,
        get: async () => {
          throw new StorageError('unavailable', 'away for a test');
        },
      },
    };
    await expect(verifyTake(away, { takeId }, jobRun())).rejects.toThrow(StorageError);
    expect(await plant.take(takeId)).toMatchObject({ state: 'receiving', reason: null });
    await expect(verifyTake(away, { takeId }, jobRun({ isLastAttempt: true }))).rejects.toThrow(StorageError);
    expect(await plant.take(takeId)).toMatchObject({ state: 'failed', reason: 'unavailable' });

    await retryTake(plant.parts, { actor: plant.coordinator, takeId });
    expect(await plant.take(takeId)).toMatchObject({ state: 'receiving', reason: null });
    await verifyTake(plant.parts, { takeId }, jobRun());
    expect((await plant.take(takeId)).state).toBe('preparing');
  });

  it('a look that fails leaves the take received, for the check’s own job', async () => {
    const place = await plant.place();
    const takeId = await plant.send(place, file);
    const blind: typeof plant.parts = {
      ...plant.parts,
      media: {
        ...plant.parts.media,
        checkTake: async () => {
          throw new Error('no tool for a test');
        },
      },
    };
    await verifyTake(blind, { takeId }, jobRun());
    expect((await plant.take(takeId)).state).toBe('received');
    expect(await plant.waitingJobs()).toBeGreaterThan(0);
    await checkTake(plant.parts, { takeId }, jobRun());
    expect((await plant.take(takeId)).state).toBe('preparing');
  });

  it('is started again from the list of failed jobs, but not beside a take that is arriving', async () => {
    const place = await plant.place();
    const takeId = await plant.send(place, file);
    await markTakeFailed(plant.parts, takeId, 'unavailable');
    const { actor, jobId } = { actor: plant.coordinator, jobId: 'failed-for-a-test' };
    let listed = true;
    const parts: typeof plant.parts = {
      ...plant.parts,
      queue: {
        ...plant.parts.queue,
        failed: async () => {
          const payload = { takeId, statementId: place.statementId };
          const told = { jobId, lane: 'quick' as const, attempts: 5, failedAtMs: 0, reason: 'unavailable' };
          return [{ ...told, name: 'take.verify', payload }];
        },
        retry: async () => listed,
      },
    };
    const { takeId: next } = await beginTake(parts, {
      actor: place.speaker,
      way: 'tus',
      fileName: `x${'📹'.repeat(600)}`,
      declaredBytes: 1,
      declaredSha256: null,
    });
    expect([...((await plant.take(next)).fileName ?? '')]).toHaveLength(500);
    await expect(retryJob(parts, { actor, jobId })).rejects.toMatchObject({ code: 'take_receiving' });
    await abandonTake(parts, { actor: place.speaker, takeId: next });
    listed = false;
    await retryJob(parts, { actor, jobId });
    expect(await plant.take(takeId)).toMatchObject({ state: 'receiving', reason: null });
    await verifyTake(plant.parts, { takeId }, jobRun());
    expect((await plant.take(takeId)).state).toBe('preparing');
    await expect(retryJob(parts, { actor, jobId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does nothing for a statement that was withdrawn', async () => {
    const place = await plant.place();
    const takeId = await plant.send(place, file);
    await plant.withdraw(place);
    await verifyTake(plant.parts, { takeId }, jobRun());
    expect((await plant.take(takeId)).state).toBe('receiving');
    expect(await plant.parts.store.receipts.get(takeId)).toBeNull();
  });
});
