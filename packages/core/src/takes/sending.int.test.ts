import { Problem, type ProblemCode } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseStatement } from '../pipeline/erase-statement.ts';
import { abandonTake } from './abandon-take.ts';
import { beginTake } from './begin-take.ts';
import { finishReceiving } from './finish-receiving.ts';
import { mayContinueTake } from './may-continue-take.ts';
import { recordReceived } from './record-received.ts';

const DAY_MS = 86_400_000;

describe.skipIf(!requirePart('database'))('sending a take', () => {
  let plant: Plant;
  beforeAll(async () => {
    plant = await openPlant();
  });
  afterAll(() => plant.close());

  const begin = (place: Place, declaredBytes: number | null = 1000) =>
    beginTake(plant.parts, {
      actor: place.speaker,
      way: 'tus',
      fileName: '../خطاب.mp4',
      declaredBytes,
      declaredSha256: null,
    });
  const refused = async (work: Promise<unknown>, code: ProblemCode) => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ code });
  };

  it('numbers takes, keeps the file name as data and builds the key from ids', async () => {
    const place = await plant.place();
    const first = await begin(place);
    await abandonTake(plant.parts, { actor: place.speaker, takeId: first.takeId });
    const second = await begin(place);
    const take = await plant.take(second.takeId);
    expect(take).toMatchObject({ number: 2, state: 'receiving', fileName: '../خطاب.mp4' });
    expect(second.originalKey).toBe(`statements/${place.statementId}/takes/${second.takeId}/original`);
  });

  it('refuses a session without uploads, a passed deadline, a file too large, an empty one', async () => {
    await refused(begin(await plant.place({ acceptsUploads: false })), 'session_takes_no_uploads');
    await refused(begin(await plant.place({ deadlineAt: new Date(Date.now() - 1) })), 'deadline_passed');
    await refused(begin(await plant.place({ sizeLimitBytes: 999 })), 'size_over_limit');
    await refused(begin(await plant.place(), 0), 'empty_file');
    await begin(await plant.place({ sizeLimitBytes: 1000 }));
  });

  it('counts what was received against the quota, not what was given up', async () => {
    const place = await plant.place({ takesPerInvitation: 1 });
    const given = await begin(place);
    await abandonTake(plant.parts, { actor: place.speaker, takeId: given.takeId });
    const kept = await begin(place);
    await plant.parts.prisma.take.update({ where: { id: kept.takeId }, data: { state: 'failed' } });
    await refused(begin(place), 'quota_used_up');
  });

  it('receives one at a time, until the other has been still for ten minutes', async () => {
    const place = await plant.place();
    const first = await begin(place);
    await plant.parts.storage.put(first.originalKey, new Uint8Array(10));
    await refused(begin(place), 'take_receiving');
    const lastByteAt = new Date(Date.now() - 600_000);
    await plant.parts.prisma.take.update({ where: { id: first.takeId }, data: { lastByteAt } });
    const second = await begin(place);
    expect((await plant.take(first.takeId)).state).toBe('abandoned');
    expect((await plant.take(second.takeId)).state).toBe('receiving');
    expect(await plant.parts.storage.head(first.originalKey)).toBeNull();
  });

  it('two at once: one begins', async () => {
    const place = await plant.place();
    const both = await Promise.allSettled([begin(place), begin(place)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keeps offset and hash state, lets nobody else continue, and nobody after seven days', async () => {
    const place = await plant.place();
    const { takeId } = await begin(place);
    const hashState = Uint8Array.of(1, 2, 3);
    await recordReceived(plant.parts, { takeId, offset: 500, hashState, hashOffset: 500 });
    const take = await mayContinueTake(plant.parts, { actor: place.speaker, takeId });
    expect(take).toMatchObject({ receivedBytes: 500, hashOffset: 500 });
    expect([...(take.hashState ?? [])]).toEqual([1, 2, 3]);
    const other = await plant.place();
    await refused(mayContinueTake(plant.parts, { actor: other.speaker, takeId }), 'not_found');
    const lastByteAt = new Date(Date.now() - 7 * DAY_MS - 1000);
    await plant.parts.prisma.take.update({ where: { id: takeId }, data: { lastByteAt } });
    await refused(mayContinueTake(plant.parts, { actor: place.speaker, takeId }), 'upload_gone');
  });

  it('lets an upload that began in time finish within the grace', async () => {
    const deadlineAt = new Date(Date.now() + 60_000);
    const place = await plant.place({ deadlineAt, graceMs: 3_600_000 });
    const { takeId } = await begin(place);
    const at = (ms: number) => ({
      ...plant.parts,
      clock: { now: () => new Date(deadlineAt.getTime() + ms) },
    });
    await mayContinueTake(at(3_600_000), { actor: place.speaker, takeId });
    await refused(mayContinueTake(at(3_600_001), { actor: place.speaker, takeId }), 'deadline_passed');
  });

  it('takes nothing more of what was given up or withdrawn', async () => {
    const place = await plant.place();
    const { takeId, originalKey } = await begin(place);
    await plant.parts.storage.put(originalKey, new Uint8Array(10));
    await abandonTake(plant.parts, { actor: place.speaker, takeId });
    await abandonTake(plant.parts, { actor: place.speaker, takeId });
    expect(await plant.objects(place.statementId)).toEqual([]);
    await refused(
      recordReceived(plant.parts, { takeId, offset: 1, hashState: null, hashOffset: 0 }),
      'upload_gone',
    );
    await refused(finishReceiving(plant.parts, { takeId, sizeBytes: 1, wireSha256: null }), 'upload_gone');
    await plant.withdraw(place);
    await refused(begin(place), 'statement_withdrawn');
  });

  it('withdrawn in the middle of an upload, what had come is erased and nothing more is taken', async () => {
    const place = await plant.place();
    const { takeId, originalKey } = await begin(place);
    await plant.parts.storage.put(originalKey, new Uint8Array(10));
    await plant.withdraw(place);
    await refused(mayContinueTake(plant.parts, { actor: place.speaker, takeId }), 'statement_withdrawn');
    await eraseStatement(plant.parts, place);
    expect(await plant.objects(place.statementId)).toEqual([]);
    expect(await plant.take(takeId)).toMatchObject({ state: 'abandoned', fileName: null });
  });
});
