import { mkdir, readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { openPlant, type Plant } from '@rostrum/testkit/plant';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginTake } from '../takes/begin-take.ts';
import { sweep } from './sweep.ts';

const DAY_MS = 86_400_000;

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('the sweep', () => {
  let plant: Plant;
  let file: string;
  beforeAll(async () => {
    plant = await openPlant();
    file = await clip({ seconds: 1, width: 128, height: 72 });
  });
  afterEach(async () => {
    await plant.parts.prisma.take.updateMany({ data: { state: 'abandoned', stateSince: new Date(0) } });
  });
  afterAll(() => plant.close());

  /** A row in a state since a minute, of which the queue knows nothing. */
  const orphan = async (state: string) => {
    const place = await plant.place();
    const takeId = await plant.send(place, file);
    await plant.parts.queue.cancelFor(place.statementId);
    const before = new Date(Date.now() - 60_000);
    await plant.parts.prisma.take.update({
      where: { id: takeId },
      data: { state, stateSince: before, lastByteAt: before },
    });
    return { place, takeId };
  };

  it.each(['receiving', 'received', 'checking', 'preparing'])(
    'adds the job of a take that is %s',
    async (state) => {
      await orphan(state);
      expect(await plant.waitingJobs()).toBe(0);
      expect(await sweep(plant.parts)).toMatchObject({ takes: 1 });
      expect(await plant.waitingJobs()).toBe(1);
      await sweep(plant.parts);
      expect(await plant.waitingJobs()).toBe(1);
      for (const { statementId } of await plant.parts.prisma.take.findMany())
        await plant.parts.queue.cancelFor(statementId);
    },
  );

  it('adds the job of a cut that is being made', async () => {
    const { place, takeId } = await orphan('ready');
    const before = new Date(Date.now() - 60_000);
    const cut = await plant.parts.store.cuts.add({
      id: crypto.randomUUID(),
      takeId,
      revision: 1,
      edit: { inMs: 0, outMs: 500, removals: [] },
      state: 'making',
      measuredMs: null,
      loudness: null,
      removesOnlySilence: null,
      madeBy: { kind: 'staff', id: null },
      createdAt: before,
      mediaSetId: null,
    });
    expect(await sweep(plant.parts)).toMatchObject({ cuts: 1, takes: 0 });
    expect(await plant.waitingJobs()).toBe(1);
    await plant.parts.queue.cancelFor(place.statementId);
    await plant.parts.store.cuts.update(cut.id, { state: 'failed' }, { state: 'making' });
  });

  it('leaves alone what has only just moved', async () => {
    const place = await plant.place();
    const takeId = await plant.send(place, file);
    await plant.parts.queue.cancelFor(place.statementId);
    expect(await sweep(plant.parts)).toMatchObject({ takes: 0 });
    expect((await plant.take(takeId)).state).toBe('receiving');
  });

  it('gives up an upload seven days after its last byte, not a second earlier', async () => {
    const place = await plant.place();
    const { takeId, originalKey } = await beginTake(plant.parts, {
      actor: place.speaker,
      way: 'tus',
      fileName: null,
      declaredBytes: 1000,
      declaredSha256: null,
    });
    await plant.parts.storage.put(originalKey, new Uint8Array(10));
    const stillAt = async (ms: number) => {
      const at = new Date(Date.now() - ms);
      await plant.parts.prisma.take.update({
        where: { id: takeId },
        data: { lastByteAt: at, stateSince: at },
      });
    };
    await stillAt(7 * DAY_MS - 60_000);
    expect(await sweep(plant.parts)).toMatchObject({ abandoned: 0 });
    await stillAt(7 * DAY_MS + 1000);
    expect(await sweep(plant.parts)).toMatchObject({ abandoned: 1 });
    expect((await plant.take(takeId)).state).toBe('abandoned');
    expect(await plant.objects(place.statementId)).toEqual([]);
  });

  it('finds a withdrawal that was not erased and mail that was not sent', async () => {
    const { place } = await orphan('received');
    await plant.withdraw(place);
    const withdrawnAt = new Date(Date.now() - 60_000);
    await plant.parts.prisma.statement.update({ where: { id: place.statementId }, data: { withdrawnAt } });
    await plant.parts.store.mail.add({ id: crypto.randomUUID(), kind: 'new_device', createdAt: withdrawnAt });
    expect(await sweep(plant.parts)).toMatchObject({ erasures: 1, mails: 1, takes: 0 });
  });

  it('forgets pages that say nothing any more', async () => {
    const { statementId } = await plant.place();
    const { presence } = plant.parts.store;
    const { userId } = plant.coordinator;
    const here = (pageId: string, agoMs: number) =>
      presence.seen({ statementId, userId, pageId, at: new Date(Date.now() - agoMs) });
    await here(crypto.randomUUID(), 60_000);
    await sweep(plant.parts);
    expect(await presence.present(statementId)).toEqual([]);
    await here(crypto.randomUUID(), 0);
    await sweep(plant.parts);
    expect(await presence.present(statementId)).toHaveLength(1);
  });

  it('removes the folders that dead processes left a day ago', async () => {
    const { scratchDir } = plant.parts.settings;
    // Of another machine's processes nobody here can say whether they live: their age decides.
    const [old, young] = ['work-elsewhere-1-abcdef', 'work-elsewhere-2-abcdef'].map((name) =>
      path.join(scratchDir, name),
    );
    for (const folder of [old, young]) await mkdir(folder ?? '', { recursive: true });
    const then = new Date(Date.now() - DAY_MS - 60_000);
    await utimes(old ?? '', then, then);
    expect(await sweep(plant.parts)).toMatchObject({ scratch: 1 });
    expect(await readdir(scratchDir)).toEqual(['work-elsewhere-2-abcdef']);
  });
});
