import { newId } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { jobRun, openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queueState } from '../administration/work-of-queue.ts';
import { cutSetRoot } from '../keys.ts';
import { JobStopped } from '../ports/queue.ts';
import { choosePoster } from '../takes/choose-poster.ts';
import { requestCut } from '../takes/request-cut.ts';
import { cancelCut } from '../takes/stop-cut.ts';
import { giveUpJob } from './give-up-job.ts';
import { makeCut } from './make-cut.ts';
import { makeChosenPoster } from './make-poster.ts';
import { retryJob } from './retry-job.ts';

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('making a cut', () => {
  let plant: Plant;
  beforeAll(async () => {
    plant = await openPlant();
  });
  afterAll(() => plant?.close());

  it('erases what a killed run of the same cut left, and of no other cut', async () => {
    const place = await plant.place({ floorTimeMs: 1000, toleranceMs: 2000 });
    const takeId = await plant.send(place, await clip({ seconds: 2, width: 128, height: 72 }));
    await plant.process(takeId);
    const { id: cutId } = await requestCut(plant.parts, {
      actor: place.speaker,
      takeId,
      edit: { inMs: 0, outMs: 1000, removals: [] },
    });
    const { statementId } = place;
    const killed = `${cutSetRoot(statementId, cutId, newId())}v72/00001.m4s`;
    const elsewhere = `${cutSetRoot(statementId, newId(), newId())}v72/00001.m4s`;
    for (const key of [killed, elsewhere]) await plant.parts.storage.put(key, new Uint8Array(100));

    await makeCut(plant.parts, { cutId }, jobRun());

    const cut = await plant.parts.store.cuts.get(cutId);
    const set = await plant.parts.store.mediaSets.get(cut?.mediaSetId ?? '');
    const root = set?.manifest.root ?? 'none';
    const ofCut = (await plant.objects(statementId)).filter((key) => key.includes(`/cuts/${cutId}/`));
    expect(ofCut.length).toBeGreaterThan(3);
    expect(ofCut.filter((key) => !key.startsWith(root))).toEqual([]);
    expect(await plant.objects(statementId)).toContain(elsewhere);
  });

  describe('that plays while it is being made', () => {
    let place: Place;
    let takeId: string;
    let cutId: string;
    let inMs = 0;
    /** Objects of the take itself. */
    let kept: string[];
    beforeAll(async () => {
      place = await plant.place({ floorTimeMs: 5000, toleranceMs: 2000 });
      takeId = await plant.send(place, await clip({ seconds: 5, width: 128, height: 72 }));
      await plant.process(takeId);
      kept = await plant.objects(place.statementId);
    });
    beforeEach(async () => {
      inMs += 40;
      const edit = { inMs, outMs: 4000, removals: [{ startMs: 1000, endMs: 1200 }] };
      ({ id: cutId } = await requestCut(plant.parts, { actor: plant.coordinator, takeId, edit }));
    });

    const cutNow = async () => {
      const cut = await plant.parts.store.cuts.get(cutId);
      if (cut === null) throw new Error('no cut');
      return cut;
    };
    const ofCut = async () =>
      (await plant.objects(place.statementId)).filter((key) => key.includes(`/cuts/${cutId}/`));
    const setsLeft = () =>
      plant.parts.prisma.mediaSet.count({ where: { statementId: place.statementId, complete: false } });
    /** A run in which `meanwhile` happens once all segments are stored and the rest is not. */
    const runWith = (meanwhile: () => Promise<void>): typeof plant.parts => {
      const { makeCut: engine } = plant.parts.media;
      return {
        ...plant.parts,
        media: {
          ...plant.parts.media,
          makeCut: async (cut) => {
            const made = await engine(cut);
            await meanwhile();
            return made;
          },
        },
      };
    };
    const expectOneReady = async () => {
      const cut = await cutNow();
      expect(cut).toMatchObject({ state: 'ready', progress: 1 });
      const set = await plant.parts.store.mediaSets.get(cut.mediaSetId ?? '');
      expect(set).toMatchObject({ complete: true, manifest: { complete: true } });
      const { root, video, audio } = set?.manifest ?? { root: 'none', video: [], audio: { segments: [] } };
      const stored = await ofCut();
      expect(stored.filter((key) => !key.startsWith(root))).toEqual([]);
      for (const track of [...video, audio])
        for (const { name } of track.segments) expect(stored).toContain(`${root}${name}`);
      expect(await setsLeft()).toBe(0);
    };

    it('its row names a set with segments before it is ready', async () => {
      let seen: { state: string; complete: boolean; listed: number } | null = null;
      const run = runWith(async () => {
        const { state, mediaSetId } = await cutNow();
        const set = await plant.parts.store.mediaSets.get(mediaSetId ?? '');
        if (set === null) return;
        const { video, audio } = set.manifest;
        const listed = Math.min(...[...video, audio].map((track) => track.segments.length));
        seen = { state, complete: set.complete, listed };
      });
      await makeCut(run, { cutId }, jobRun());
      expect(seen).toMatchObject({ state: 'making', complete: false });
      expect(seen).not.toMatchObject({ listed: 0 });
      await expectOneReady();
    });

    it('two runs at once: one is published, the other leaves nothing', async () => {
      const ended = await Promise.allSettled([1, 2].map(() => makeCut(plant.parts, { cutId }, jobRun())));
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expectOneReady();
    });

    it('a run after one that was killed takes its place', async () => {
      const id = newId();
      const root = cutSetRoot(place.statementId, cutId, id);
      await plant.parts.storage.put(`${root}240p/00000.m4s`, new Uint8Array(100));
      const take = await plant.take(takeId);
      const set = await plant.parts.store.mediaSets.get(take.mediaSetId ?? '');
      if (set === null) throw new Error('no set');
      const manifest = { ...set.manifest, root, complete: false };
      await plant.parts.store.transaction(async (tx) => {
        await tx.mediaSets.add({ id, statementId: place.statementId, complete: false, manifest });
        await tx.cuts.update(cutId, { mediaSetId: id }, { state: 'making' });
      });
      await makeCut(plant.parts, { cutId }, jobRun());
      expect(await plant.parts.store.mediaSets.get(id)).toBeNull();
      await expectOneReady();
    });

    it('cancelled meanwhile: it is not published, and nothing is left or plays', async () => {
      const run = runWith(() => cancelCut(plant.parts, { actor: plant.coordinator, cutId }));
      await expect(makeCut(run, { cutId }, jobRun())).rejects.toThrow(JobStopped);
      expect(await cutNow()).toMatchObject({ state: 'failed', reason: 'cancelled', mediaSetId: null });
      expect(await ofCut()).toEqual([]);
      expect(await setsLeft()).toBe(0);
    });

    it('a run that fails leaves nothing that plays, and the next one makes it', async () => {
      const run = runWith(async () => {
        throw new Error('for a test');
      });
      await expect(makeCut(run, { cutId }, jobRun())).rejects.toThrow('for a test');
      expect(await cutNow()).toMatchObject({ state: 'making', mediaSetId: null, progress: 0 });
      expect(await ofCut()).toEqual([]);
      expect(await setsLeft()).toBe(0);
      await makeCut(plant.parts, { cutId }, jobRun());
      await expectOneReady();
    });

    /** The list of failed jobs with this one alone on it, which its queue runs again when it is told to. */
    const failedWith = (name: 'cut.make' | 'poster.make'): typeof plant.parts => ({
      ...plant.parts,
      queue: {
        ...plant.parts.queue,
        failed: async () => [
          {
            ...{ jobId: 'failed', lane: 'quick' as const, attempts: 3, failedAtMs: 0, reason: 'internal' },
            ...{ name, payload: { cutId, statementId: place.statementId } },
          },
        ],
        retry: async () => true,
      },
    });

    it('given up after its workers died: failed, and nothing plays, until it is tried again', async () => {
      const run = runWith(() =>
        giveUpJob(plant.parts, {
          jobId: 'test',
          name: 'cut.make',
          payload: { cutId, statementId: place.statementId },
        }),
      );
      await expect(makeCut(run, { cutId }, jobRun())).rejects.toThrow(JobStopped);
      expect(await cutNow()).toMatchObject({ state: 'failed', reason: 'internal', mediaSetId: null });
      expect(await ofCut()).toEqual([]);
      expect(await setsLeft()).toBe(0);
      await retryJob(failedWith('cut.make'), { actor: plant.coordinator, jobId: 'failed' });
      expect(await cutNow()).toMatchObject({ state: 'making', reason: null });
      await makeCut(plant.parts, { cutId }, jobRun());
      await expectOneReady();
    });

    it('a poster that was given up is offered no second run, which would make none', async () => {
      await makeCut(plant.parts, { cutId }, jobRun());
      await choosePoster(plant.parts, { actor: plant.coordinator, cutId, atMs: 80 });
      const gone = async () => (await queueState(failedWith('poster.make'))).failed.map((job) => job.gone);
      expect(await gone()).toEqual([false]);
      await giveUpJob(plant.parts, {
        jobId: 'failed',
        name: 'poster.make',
        payload: { cutId, statementId: place.statementId },
      });
      expect(await gone()).toEqual([true]);
      await choosePoster(plant.parts, { actor: plant.coordinator, cutId, atMs: 80 });
      await makeChosenPoster(plant.parts, { cutId }, jobRun());
      expect(await gone()).toEqual([true]);
    });

    it('withdrawn meanwhile: it is not published, and no object of it is left', async () => {
      const run = runWith(() => plant.withdraw(place));
      await expect(makeCut(run, { cutId }, jobRun())).rejects.toThrow(JobStopped);
      expect((await cutNow()).state).toBe('making');
      expect((await ofCut()).filter((key) => !kept.includes(key))).toEqual([]);
    });
  });
});
