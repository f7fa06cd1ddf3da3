import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MediaSet } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { clip, frameNumbers, joined } from '@rostrum/testkit/clips';
import { jobRun, openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { undoDecision } from '../decisions/undo-decision.ts';
import { keyIn, takeSetsPrefix } from '../keys.ts';
import { makeCut } from '../pipeline/make-cut.ts';
import { makeChosenPoster } from '../pipeline/make-poster.ts';
import { prepareTake } from '../pipeline/prepare-take.ts';
import { retryJob } from '../pipeline/retry-job.ts';
import { sweep } from '../pipeline/sweep.ts';
import { StorageError } from '../ports/storage.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { publishedProgramme } from '../programmes/published-programme.ts';
import { unpublishProgramme } from '../programmes/unpublish-programme.ts';
import { choosePoster } from './choose-poster.ts';
import { requestCut } from './request-cut.ts';
import { takeBack } from './take-back.ts';
import { turnTake } from './turn-take.ts';

const SLOW = { timeout: 180_000 };
const FRAMES = 30;
const UPRIGHT = Array.from({ length: FRAMES }, (_, frame) => frame);

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('a picture that lies on its side', () => {
  let plant: Plant;
  let place: Place;
  let takeId: string;
  let folder: string;
  beforeAll(async () => {
    plant = await openPlant();
    folder = await mkdtemp(path.join(tmpdir(), 'turned-'));
    place = await plant.place();
    // Numbers that stand upright as they are stored, and a matrix that turns them to the left.
    takeId = await plant.send(place, await clip({ seconds: 1.2, width: 128, height: 72, rotation: 90 }));
    expect(await plant.process(takeId)).toMatchObject({ state: 'ready', turned: 0 });
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await plant.close();
  });

  const version = async () => (await plant.parts.store.statements.byId(place.statementId))?.version ?? -1;
  const turn = async (turned: 0 | 90 | 180 | 270, seen?: number) =>
    turnTake(plant.parts, { actor: plant.coordinator, takeId, turned, version: seen ?? (await version()) });
  const setOf = async (id: string | null): Promise<MediaSet> => {
    const set = id === null ? null : await plant.parts.store.mediaSets.get(id);
    if (!set?.complete) throw new Error('no complete set');
    return set.manifest;
  };
  const shown = async () => setOf((await plant.take(takeId)).mediaSetId);
  const numbersOf = async ({ root, video }: MediaSet) => {
    const [track] = video;
    if (track === undefined) throw new Error('no picture');
    const files = [];
    for (const name of [track.init, ...track.segments.map((segment) => segment.name)]) {
      const file = path.join(folder, randomUUID());
      await plant.parts.storage.copyTo(keyIn(root, name), file);
      files.push(file);
    }
    return await frameNumbers(await joined(path.join(folder, `${randomUUID()}.mp4`), files));
  };
  const codes = async () => {
    const { verdict } = await plant.take(takeId);
    return verdict?.findings.map(({ code }) => code) ?? [];
  };
  const about = async (cutId: string | null, kind: 'approve' | 'ask_changes' = 'approve') => ({
    actor: plant.coordinator,
    statementId: place.statementId,
    kind,
    takeId,
    cutId,
    reason: 'Seen',
    version: await version(),
  });
  const cuts = () => plant.parts.store.cuts.ofTake(takeId);
  /** Every object below the statement is the original, or below a root that a row names. */
  const expectNothingElse = async () => {
    const take = await plant.take(takeId);
    const roots = new Set<string>();
    for (const { mediaSetId } of [take, ...(await cuts())])
      if (mediaSetId !== null) roots.add((await setOf(mediaSetId)).root);
    const keys = await plant.objects(place.statementId);
    expect(keys.filter((key) => ![...roots].some((root) => key.startsWith(root)))).toEqual([
      take.originalKey,
    ]);
  };

  it('is turned: shown as it was until then, upright afterwards, with its cuts made anew', SLOW, async () => {
    const before = await shown();
    expect(await numbersOf(before)).not.toEqual(UPRIGHT);
    expect(await codes()).toEqual(expect.arrayContaining(['rotated', 'portrait']));
    const edit = { inMs: 0, outMs: 600, removals: [] };
    const own = { inMs: 200, outMs: 1200, removals: [] };
    const actor = plant.coordinator;
    for (const [by, wanted] of [
      [actor, edit],
      [place.speaker, own],
    ] as const)
      await makeCut(
        plant.parts,
        { cutId: (await requestCut(plant.parts, { actor: by, takeId, edit: wanted })).id },
        jobRun(),
      );
    const seen = await version();
    await expect(turn(90, seen + 1)).rejects.toMatchObject({ code: 'stale' });
    await turn(90, seen);
    await turn(90, seen);
    expect(await plant.take(takeId)).toMatchObject({ state: 'preparing', turned: 90 });
    expect((await shown()).root).toBe(before.root);
    expect(await version()).toBe(seen + 1);
    await expect(turn(180, seen)).rejects.toMatchObject({ code: 'stale' });
    const [ended] = await cuts();
    const word = await about(ended?.id ?? null);
    await expect(decide(plant.parts, { ...word, version: seen })).rejects.toMatchObject({ code: 'stale' });
    await expect(decide(plant.parts, word)).rejects.toMatchObject({ code: 'take_not_ready' });
    await expect(requestCut(plant.parts, { actor, takeId, edit: own })).rejects.toMatchObject({
      code: 'take_not_ready',
    });
    await expect(takeBack(plant.parts, { actor: place.speaker, takeId })).rejects.toMatchObject({
      code: 'conflict',
    });

    // Of a run that was killed before it could tidy up.
    const stray = `${takeSetsPrefix(place.statementId, takeId)}${randomUUID()}/240p/init.mp4`;
    await plant.parts.storage.put(stray, Buffer.from('half'));
    await prepareTake(plant.parts, { takeId }, jobRun());
    await prepareTake(plant.parts, { takeId }, jobRun());
    const after = await shown();
    expect(await numbersOf(after)).toEqual(UPRIGHT);
    expect(after).toMatchObject({ turned: 90, frames: before.frames });
    expect(await codes()).not.toContain('portrait');
    expect(await version()).toBe(seen + 2);
    await expect(decide(plant.parts, word)).rejects.toMatchObject({ code: 'stale' });
    await expect(decide(plant.parts, await about(ended?.id ?? null))).rejects.toMatchObject({
      code: 'cut_not_ready',
    });
    expect((await cuts()).map((cut) => [cut.state, cut.reason, cut.madeBy.kind, cut.edit])).toEqual([
      ['making', null, 'speaker', own],
      ['making', null, 'staff', edit],
      ['ready', null, 'pipeline', { inMs: 0, outMs: 1200, removals: [] }],
      ['failed', 'turned', 'speaker', own],
      ['failed', 'turned', 'staff', edit],
      ['failed', 'turned', 'pipeline', { inMs: 0, outMs: 1200, removals: [] }],
    ]);
    for (const { id } of (await cuts()).slice(0, 2)) await makeCut(plant.parts, { cutId: id }, jobRun());
    const [ofSpeaker] = await cuts();
    expect(await numbersOf(await setOf(ofSpeaker?.mediaSetId ?? null))).toEqual(UPRIGHT.slice(5));
    await expectNothingElse();
    const moves = await plant.parts.prisma.stateHistory.findMany({
      where: { subjectId: takeId },
      orderBy: { id: 'desc' },
      take: 2,
    });
    expect(moves.map(({ actorKind, toState, reason }) => [actorKind, toState, reason])).toEqual([
      ['pipeline', 'ready', null],
      ['coordinator', 'preparing', 'turned'],
    ]);
  });

  it('may be turned otherwise meanwhile, or not at all', SLOW, async () => {
    const { media } = plant.parts;
    const asking = (wanted: (0 | 90 | 180 | 270)[]): typeof plant.parts => ({
      ...plant.parts,
      media: {
        ...media,
        prepareTake: async (take) => {
          const made = await media.prepareTake(take);
          const next = wanted.shift();
          if (next !== undefined) await turn(next);
          return made;
        },
      },
    });
    const before = await shown();
    await turn(180);
    await prepareTake(asking([270, 90]), { takeId }, jobRun());
    expect(await plant.take(takeId)).toMatchObject({ state: 'ready', turned: 90, progress: 1 });
    expect((await shown()).root).toBe(before.root);
    await turn(0);
    await prepareTake(asking([270]), { takeId }, jobRun());
    expect(await shown()).toMatchObject({ turned: 270 });
    for (const { id, state } of await cuts())
      if (state === 'making') await makeCut(plant.parts, { cutId: id }, jobRun());
    await expectNothingElse();
  });

  it('is what it was where the turn comes to nothing', async () => {
    const before = await shown();
    const count = (await cuts()).length;
    const full: typeof plant.parts = {
      ...plant.parts,
      storage: {
        ...plant.parts.storage,
        put: async () => {
          throw new StorageError('no_space', 'full for a test');
        },
      },
    };
    await turn(90);
    await expect(prepareTake(full, { takeId }, jobRun())).rejects.toThrow(StorageError);
    expect(await plant.take(takeId)).toMatchObject({ state: 'preparing', turned: 90 });
    await expect(prepareTake(full, { takeId }, jobRun({ isLastAttempt: true }))).rejects.toThrow(
      StorageError,
    );
    expect(await plant.take(takeId)).toMatchObject({
      state: 'ready',
      turned: 270,
      reason: 'storage_full',
      figures: { turned: 90 },
    });
    expect((await shown()).root).toBe(before.root);
    expect(await cuts()).toHaveLength(count);
    await expectNothingElse();

    const { originalKey } = await plant.take(takeId);
    const kept = path.join(folder, 'original');
    await plant.parts.storage.copyTo(originalKey, kept);
    await turn(90);
    await plant.parts.storage.delete(originalKey);
    await expect(prepareTake(plant.parts, { takeId }, jobRun())).rejects.toMatchObject({
      code: 'original_gone',
    });
    expect(await plant.take(takeId)).toMatchObject({ state: 'ready', turned: 270, reason: 'original_gone' });
    await expect(turn(90)).rejects.toMatchObject({ code: 'original_gone' });
    await plant.parts.storage.put(originalKey, createReadStream(kept));
    await turn(90);
    await prepareTake(plant.parts, { takeId }, jobRun());
    expect(await plant.take(takeId)).toMatchObject({ state: 'ready', turned: 90, reason: null });
  });

  it('shows the poster that was chosen, to the frame and at once, and the measured one again', async () => {
    const whole = (await cuts()).find(({ state }) => state === 'ready');
    if (whole === undefined) throw new Error('no cut');
    const actor = plant.coordinator;
    const choose = (atMs: number | null, cutId = whole.id) =>
      choosePoster(plant.parts, { actor, cutId, atMs });
    const poster = async () => {
      const cut = await plant.parts.store.cuts.get(whole.id);
      const { root, poster: name, posterMs } = await setOf(cut?.mediaSetId ?? null);
      return { key: `${root}${name}`, name, posterMs: posterMs ?? null };
    };
    const number = async () => {
      const file = path.join(folder, `${randomUUID()}.jpg`);
      await plant.parts.storage.copyTo((await poster()).key, file);
      return await frameNumbers(file);
    };
    for (const wrong of [1200, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      await expect(choose(wrong)).rejects.toMatchObject({ code: 'outside_take' });
    const making = (await cuts()).find(({ state }) => state === 'making');
    await expect(choose(0, making?.id)).rejects.toMatchObject({ code: 'cut_not_ready' });
    await choose(480);
    expect((await poster()).name).toBe('poster.jpg');
    expect(await plant.parts.store.cuts.withoutChosenPoster()).toEqual([
      { cutId: whole.id, statementId: place.statementId },
    ]);
    expect(await sweep(plant.parts)).toMatchObject({ posters: 1 });
    await makeChosenPoster(plant.parts, { cutId: whole.id }, jobRun());
    const first = await poster();
    expect(first.posterMs).toBe(480);
    expect(await number()).toEqual([12]);

    // Of two at once, and of what is chosen meanwhile, the last is shown and nothing else is left.
    await choose(1199);
    const late: typeof plant.parts = {
      ...plant.parts,
      media: {
        ...plant.parts.media,
        makePoster: async (work) => {
          const made = await plant.parts.media.makePoster(work);
          if (work.atMs === 1199) await choose(40);
          return made;
        },
      },
    };
    await Promise.all([late, late].map((parts) => makeChosenPoster(parts, { cutId: whole.id }, jobRun())));
    expect(await number()).toEqual([1]);
    const posters = (await plant.objects(place.statementId)).filter((key) => key.includes('/poster-'));
    expect(posters).toEqual([(await poster()).key]);

    await choose(null);
    expect(await poster()).toMatchObject({ name: 'poster.jpg', posterMs: null });
    expect((await plant.objects(place.statementId)).some((key) => key.includes('/poster-'))).toBe(false);
  });

  it('is not turned any more once it is approved or published; its poster may change all the same', async () => {
    const { store } = plant.parts;
    const actor = plant.coordinator;
    const whole = (await cuts()).find(({ state }) => state === 'ready');
    const approved = await decide(plant.parts, await about(whole?.id ?? null));
    await expect(turn(0)).rejects.toMatchObject({ code: 'take_approved' });
    // A turn that had failed before is no more to be done: it leaves the list, and that is said.
    const jobId = 'failed-for-a-test';
    const removed: string[] = [];
    const queue: typeof plant.parts.queue = {
      ...plant.parts.queue,
      failed: async () => [
        {
          ...{ jobId, lane: 'media' as const, attempts: 3, failedAtMs: 0, reason: 'storage_full' },
          name: 'take.prepare',
          payload: { takeId, statementId: place.statementId },
        },
      ],
      async remove(id) {
        removed.push(id);
        return true;
      },
    };
    await plant.parts.prisma.take.update({ where: { id: takeId }, data: { figures: { turned: 0 } } });
    await expect(retryJob({ ...plant.parts, queue }, { actor, jobId })).rejects.toMatchObject({
      code: 'take_approved',
    });
    expect(removed).toEqual([jobId]);
    await plant.parts.prisma.take.update({ where: { id: takeId }, data: { figures: {} } });
    await undoDecision(plant.parts, { actor, decisionId: approved.decisionId, version: await version() });
    await setConsent(plant.parts, {
      ...AGREED,
      actor: place.speaker,
      audience: 'missions',
      endsAt: null,
      masterAllowed: true,
    });
    await decide(plant.parts, await about(whole?.id ?? null));
    const reviewId = (await store.statements.context(place.statementId))?.review.id ?? '';
    const { id: revisionId } = await publishProgramme(plant.parts, {
      actor,
      reviewId,
      statementIds: [place.statementId],
    });
    await choosePoster(plant.parts, { actor, cutId: whole?.id ?? '', atMs: 80 });
    await makeChosenPoster(plant.parts, { cutId: whole?.id ?? '' }, jobRun());
    const { items } = await publishedProgramme(plant.parts, { revisionId });
    expect(items[0]?.mediaSet?.posterMs).toBe(80);

    await decide(plant.parts, await about(null, 'ask_changes'));
    await expect(turn(0)).rejects.toMatchObject({ code: 'take_published' });
    await unpublishProgramme(plant.parts, { actor, reviewId, reason: 'To be turned' });
    await turn(0);
    await prepareTake(plant.parts, { takeId }, jobRun());
    expect(await numbersOf(await shown())).not.toEqual(UPRIGHT);
    // The approval below it is about a cut that is no more.
    const [newest] = await store.decisions.standing([place.statementId]);
    const undone = { actor, decisionId: newest?.id ?? '', version: await version() };
    expect(await undoDecision(plant.parts, undone)).toMatchObject({ state: 'in_review' });
    await turn(90);
    await plant.withdraw(place);
    await expect(turn(0)).rejects.toMatchObject({ code: 'statement_withdrawn' });
    await prepareTake(plant.parts, { takeId }, jobRun());
    expect(await plant.take(takeId)).toMatchObject({ state: 'preparing' });
  });
});
