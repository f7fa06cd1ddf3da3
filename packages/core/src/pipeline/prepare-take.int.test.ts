import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { jobRun, openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobStopped } from '../ports/queue.ts';
import { StorageError } from '../ports/storage.ts';
import { retryTake } from '../takes/retry-take.ts';
import { checkTake } from './check-take.ts';
import { prepareTake } from './prepare-take.ts';
import { verifyTake } from './verify-take.ts';

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('preparing a take', () => {
  let plant: Plant;
  let file: string;
  beforeAll(async () => {
    plant = await openPlant();
    file = await clip({ seconds: 1.2, width: 128, height: 72 });
  });
  afterAll(() => plant.close());

  const checked = async (place: Place) => {
    const takeId = await plant.send(place, file);
    await verifyTake(plant.parts, { takeId }, jobRun());
    await checkTake(plant.parts, { takeId }, jobRun());
    return takeId;
  };
  /** Every object below the statement is the original or named by the one published set. */
  const expectNothingTwice = async (place: Place, takeId: string) => {
    const take = await plant.take(takeId);
    expect(take.state).toBe('ready');
    const set = await plant.parts.store.mediaSets.get(take.mediaSetId ?? '');
    if (set === null) throw new Error('a ready take has no set');
    const { root, video, audio, poster, master, storyboard, peaks } = set.manifest;
    const named = [...video, audio].flatMap((track) => [
      track.init,
      ...track.segments.map(({ name }) => name),
    ]);
    const sheets = storyboard?.sheets.map(({ name }) => name) ?? [];
    expect(sheets.length).toBeGreaterThan(0);
    const beside = [poster, master?.name, peaks?.name, ...sheets];
    expect(await plant.objects(place.statementId)).toEqual(
      [take.originalKey, ...[...named, ...beside].map((name) => `${root}${name}`)].sort(),
    );
    expect(await plant.parts.store.cuts.ofTake(takeId)).toHaveLength(1);
    const moves = await plant.parts.prisma.stateHistory.groupBy({
      by: ['toState'],
      where: { subjectId: takeId, toState: 'ready' },
      _count: true,
    });
    expect(moves).toMatchObject([{ _count: 1 }]);
  };

  it('runs twice in a row and leaves one of everything', async () => {
    const place = await plant.place();
    const takeId = await checked(place);
    await prepareTake(plant.parts, { takeId }, jobRun());
    await prepareTake(plant.parts, { takeId }, jobRun());
    await checkTake(plant.parts, { takeId }, jobRun());
    await expectNothingTwice(place, takeId);
  });

  it('runs twice at once: one run is published, the other leaves nothing', async () => {
    const place = await plant.place();
    const takeId = await checked(place);
    const runs = [1, 2].map(() => prepareTake(plant.parts, { takeId }, jobRun()));
    const ended = await Promise.allSettled(runs);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expectNothingTwice(place, takeId);
  });

  it('withdrawn while it is being prepared: stops, and nothing of the attempt is left', async () => {
    const place = await plant.place();
    const takeId = await checked(place);
    const stop = new AbortController();
    const put = plant.parts.storage.put;
    const stopping: typeof plant.parts = {
      ...plant.parts,
      storage: {
        ...plant.parts.storage,
        put: async (key, body, options) => {
          const done = await put(key, body, options);
          if (key.endsWith('.m4s')) stop.abort(new JobStopped('cancelled'));
          return done;
        },
      },
    };
    const run = prepareTake(stopping, { takeId }, jobRun({ signal: stop.signal, isLastAttempt: true }));
    await expect(run).rejects.toThrow(JobStopped);
    const take = await plant.take(takeId);
    expect(take.state).toBe('preparing');
    expect(await plant.objects(place.statementId)).toEqual([take.originalKey]);
  });

  it('is not published when the withdrawal came while it ran', async () => {
    const place = await plant.place();
    const takeId = await checked(place);
    const { prepareTake: encode } = plant.parts.media;
    const late: typeof plant.parts = {
      ...plant.parts,
      media: {
        ...plant.parts.media,
        prepareTake: async (take) => {
          const made = await encode(take);
          await plant.withdraw(place);
          return made;
        },
      },
    };
    await expect(prepareTake(late, { takeId }, jobRun())).rejects.toThrow(JobStopped);
    expect((await plant.take(takeId)).state).toBe('preparing');
    expect(await plant.objects(place.statementId)).toEqual([(await plant.take(takeId)).originalKey]);
  });

  it('a store that is full fails it at the last attempt only; a retry brings it home', async () => {
    const place = await plant.place();
    const takeId = await checked(place);
    const full: typeof plant.parts = {
      ...plant.parts,
      storage: {
        ...plant.parts.storage,
        put: async () => {
          throw new StorageError('no_space', 'full for a test');
        },
      },
    };
    await expect(prepareTake(full, { takeId }, jobRun())).rejects.toThrow(StorageError);
    expect((await plant.take(takeId)).state).toBe('preparing');
    await expect(prepareTake(full, { takeId }, jobRun({ isLastAttempt: true }))).rejects.toThrow(
      StorageError,
    );
    expect(await plant.take(takeId)).toMatchObject({ state: 'failed', reason: 'storage_full' });

    await retryTake(plant.parts, { actor: plant.coordinator, takeId });
    expect((await plant.take(takeId)).state).toBe('received');
    await plant.process(takeId);
    await expectNothingTwice(place, takeId);
  });

  it('refuses a text by its own code, tells the speaker by mail, and keeps nothing', async () => {
    const place = await plant.place({ email: 'speaker@rostrum.test' });
    const text = path.join(plant.dataDir, 'text.mp4');
    await writeFile(text, 'This is no video.\n'.repeat(100));
    const take = await plant.process(await plant.send(place, text));
    expect(take).toMatchObject({ state: 'refused', reason: 'not_a_video', mediaSetId: null });
    expect(await plant.objects(place.statementId)).toEqual([]);
    const mail = await plant.parts.prisma.mail.findFirst({
      where: { invitationId: place.speaker.invitationId, kind: 'refused' },
    });
    expect(mail).toMatchObject({ state: 'waiting', secret: { takeId: take.id } });
  });
});
