import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { openPlant, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** 25 frames a second: a frame is 40 ms, and every length here is whole frames. */
const FRAME_S = 0.04;
const FLOOR = { floorTimeMs: 1600, toleranceMs: 400, minimumShare: 0.6 };

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('the floor time, on files', () => {
  let plant: Plant;
  beforeAll(async () => {
    plant = await openPlant();
  });
  afterAll(() => plant.close());

  const sent = async (seconds: number) => {
    const place = await plant.place(FLOOR);
    const takeId = await plant.send(place, await clip({ seconds, width: 128, height: 72 }));
    return { place, take: await plant.process(takeId) };
  };
  const codes = (take: Awaited<ReturnType<typeof sent>>['take']) =>
    take.verdict?.findings.map(({ code }) => code);

  it('at the limit is allowed, and its first cut is the whole of it', async () => {
    const { take } = await sent(1.6);
    expect(take).toMatchObject({ state: 'ready', measuredMs: 1600, reason: null, progress: 1 });
    expect(codes(take)).not.toContain('needs_cut');
    const [cut, ...others] = await plant.parts.store.cuts.ofTake(take.id);
    expect(others).toEqual([]);
    expect(cut).toMatchObject({
      revision: 1,
      state: 'ready',
      edit: { inMs: 0, outMs: 1600, removals: [] },
      measuredMs: 1600,
      madeBy: { kind: 'pipeline' },
    });
    const set = await plant.parts.store.mediaSets.get(cut?.mediaSetId ?? '');
    expect(set?.manifest).toMatchObject({ complete: true, frames: 40 });
    for (const name of ['poster.jpg', set?.manifest.audio.init, set?.manifest.video[0]?.segments[0]?.name])
      expect(await plant.parts.storage.head(`${set?.manifest.root}${name}`)).not.toBeNull();
  });

  it('one frame more needs a cut', async () => {
    const { take } = await sent(1.6 + FRAME_S);
    expect(take).toMatchObject({ state: 'ready', measuredMs: 1640 });
    expect(take.verdict?.findings).toContainEqual({
      code: 'needs_cut',
      figures: { measuredMs: 1640, maximumMs: 1600, overMs: 40 },
    });
  });

  it('at the end of the tolerance still needs a cut only', async () => {
    const { take } = await sent(2);
    expect(take).toMatchObject({ state: 'ready', measuredMs: 2000 });
    expect(codes(take)).toContain('needs_cut');
  });

  it('one frame beyond the tolerance is refused with the figures, and nothing of it is kept', async () => {
    const { take, place } = await sent(2 + FRAME_S);
    expect(take).toMatchObject({
      state: 'refused',
      reason: 'too_long',
      figures: { measuredMs: 2040, maximumMs: 1600, overMs: 440 },
      mediaSetId: null,
    });
    expect(await plant.objects(place.statementId)).toEqual([]);
    expect(await plant.parts.prisma.mediaSet.count({ where: { statementId: place.statementId } })).toBe(0);
  });

  it('far beyond is refused by the check, before anything is encoded', async () => {
    const { take } = await sent(4);
    expect(take).toMatchObject({
      state: 'refused',
      reason: 'too_long',
      figures: { measuredMs: 4000, maximumMs: 1600, overMs: 2400 },
      measuredMs: null,
    });
  });

  it('short only warns', async () => {
    const { take } = await sent(0.6);
    expect(take).toMatchObject({ state: 'ready', measuredMs: 600 });
    expect(take.verdict?.findings).toContainEqual({
      code: 'shorter_than_expected',
      figures: { measuredMs: 600, minimumMs: 960 },
    });
  });

  it.each([0, Number.NaN, 1500.5])(
    'a length of %d is unknown, and unknown is refused',
    async (measuredMs) => {
      const { media } = plant.parts;
      const { prepareTake } = media;
      // No file makes the engine say such a thing; if one did, nothing would be encoded that counts.
      media.prepareTake = async ({ source, outDir }) => ({
        outcome: 'prepared',
        measuredMs,
        frames: 0,
        durationTicks: 0,
        rate: { ...source.rate, ticksPerFrame: 3600 },
        loudness: { integratedLufs: -16, truePeakDbtp: -2 },
        findings: [],
        posterFile: `${outDir}/poster.jpg`,
        master: { file: `${outDir}/master.mp4`, bytes: 1, sha256: '0'.repeat(64) },
        storyboard: {
          sheets: [],
          columns: 10,
          rows: 10,
          tileWidth: 160,
          tileHeight: 90,
          everyMs: 2000,
          tiles: 1,
        },
        peaks: { file: `${outDir}/peaks.dat`, bytes: 1 },
      });
      try {
        const { take, place } = await sent(0.6);
        expect(take).toMatchObject({ state: 'refused', reason: 'length_unknown', measuredMs: null });
        expect(await plant.objects(place.statementId)).toEqual([]);
      } finally {
        media.prepareTake = prepareTake;
      }
    },
  );
});
