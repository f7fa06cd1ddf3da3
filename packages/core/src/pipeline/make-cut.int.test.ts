import { newId } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { jobRun, openPlant, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutSetRoot } from '../keys.ts';
import { requestCut } from '../takes/request-cut.ts';
import { makeCut } from './make-cut.ts';

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
});
