import { CUTS_PER_TAKE, Problem } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { jobRun, openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCut } from '../pipeline/make-cut.ts';
import { requestCut } from './request-cut.ts';

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('cutting a take', () => {
  let plant: Plant;
  let place: Place;
  let takeId: string;
  beforeAll(async () => {
    plant = await openPlant();
    place = await plant.place({ floorTimeMs: 1000, toleranceMs: 2000 });
    // 80 ms of sound at the start of every second, silence between.
    const file = await clip({ seconds: 2, width: 128, height: 72, sound: 'beeps' });
    takeId = await plant.send(place, file);
    await plant.process(takeId);
  });
  afterAll(() => plant.close());

  const ask = (edit: { inMs: number; outMs: number; removals?: { startMs: number; endMs: number }[] }) =>
    requestCut(plant.parts, {
      actor: place.speaker,
      takeId,
      edit: { removals: [], ...edit },
    });

  it('refuses an edit that cannot be made, by its own code, and one of a take of somebody else', async () => {
    await expect(ask({ inMs: 500, outMs: 500 })).rejects.toMatchObject({ code: 'in_after_out' });
    await expect(ask({ inMs: 0, outMs: 2001 })).rejects.toMatchObject({ code: 'outside_take' });
    await expect(
      ask({ inMs: 0, outMs: 2000, removals: [{ startMs: 0, endMs: 2000 }] }),
    ).rejects.toMatchObject({ code: 'nothing_left' });
    const other = await plant.place();
    const edit = { inMs: 0, outMs: 1000, removals: [] };
    await expect(requestCut(plant.parts, { actor: other.speaker, takeId, edit })).rejects.toThrow(Problem);
  });

  it('the whole take is ready at once, over the same objects', async () => {
    const cut = await ask({ inMs: 0, outMs: 2000 });
    expect(cut).toMatchObject({ revision: 2, state: 'ready', measuredMs: 2000, madeBy: { kind: 'speaker' } });
    const [set] = await plant.parts.store.mediaSets.many([cut.mediaSetId ?? '']);
    const [ofTake] = await plant.parts.store.mediaSets.many([(await plant.take(takeId)).mediaSetId ?? '']);
    expect(set?.manifest).toEqual(ofTake?.manifest);
    expect((await ask({ inMs: 0, outMs: 2000 })).id).toBe(cut.id);
  });

  it('is made to the frame, once, and knows whether anything audible was removed', async () => {
    const cut = await ask({ inMs: 0, outMs: 800 });
    expect(cut).toMatchObject({ state: 'making', measuredMs: null, mediaSetId: null });
    await makeCut(plant.parts, { cutId: cut.id }, jobRun());
    await makeCut(plant.parts, { cutId: cut.id }, jobRun());
    const made = await plant.parts.store.cuts.get(cut.id);
    expect(made).toMatchObject({ state: 'ready', measuredMs: 800, progress: 1, removesOnlySilence: false });
    const set = await plant.parts.store.mediaSets.get(made?.mediaSetId ?? '');
    expect(set?.manifest).toMatchObject({ complete: true, frames: 20 });
    expect(set?.manifest.root).toContain(`/cuts/${cut.id}/`);
    const roots = (await plant.objects(place.statementId)).filter((key) => key.includes(cut.id));
    expect(roots.every((key) => key.startsWith(set?.manifest.root ?? '-'))).toBe(true);
  });

  it('silence removed at the end needs no yes; asked again, it is there at once', async () => {
    const cut = await ask({ inMs: 0, outMs: 1400 });
    await makeCut(plant.parts, { cutId: cut.id }, jobRun());
    const made = await plant.parts.store.cuts.get(cut.id);
    expect(made).toMatchObject({ state: 'ready', measuredMs: 1400, removesOnlySilence: true });
    await ask({ inMs: 0, outMs: 2000 });
    const again = await ask({ inMs: 0, outMs: 1400 });
    expect(again).toMatchObject({ state: 'ready', measuredMs: 1400, removesOnlySilence: true });
    expect(again.revision).toBeGreaterThan(cut.revision);
  });

  it('fails at the last attempt with its reason', async () => {
    const cut = await ask({ inMs: 0, outMs: 600 });
    const { makeCut: encode } = plant.parts.media;
    plant.parts.media.makeCut = async () => {
      throw new Error('the tools are away for a test');
    };
    try {
      await expect(makeCut(plant.parts, { cutId: cut.id }, jobRun())).rejects.toThrow('tools are away');
      expect((await plant.parts.store.cuts.get(cut.id))?.state).toBe('making');
      await expect(
        makeCut(plant.parts, { cutId: cut.id }, jobRun({ isLastAttempt: true })),
      ).rejects.toThrow();
      expect(await plant.parts.store.cuts.get(cut.id)).toMatchObject({ state: 'failed', reason: 'internal' });
    } finally {
      plant.parts.media.makeCut = encode;
    }
  });

  it('is refused to a speaker who has asked for very many, and not to the staff', async () => {
    const { cuts } = plant.parts.store;
    const own = async () => (await cuts.ofTake(takeId)).filter(({ madeBy }) => madeBy.kind === 'speaker');
    while ((await own()).length < CUTS_PER_TAKE.speaker)
      await ask({ inMs: (await own()).length, outMs: 1999 });
    await expect(ask({ inMs: 0, outMs: 1900 })).rejects.toMatchObject({
      code: 'quota_used_up',
      figures: { used: CUTS_PER_TAKE.speaker, limit: CUTS_PER_TAKE.speaker },
    });
    const edit = { inMs: 0, outMs: 1900, removals: [] };
    const byStaff = await requestCut(plant.parts, { actor: plant.coordinator, takeId, edit });
    expect(byStaff.madeBy.kind).toBe('staff');
  });
});
