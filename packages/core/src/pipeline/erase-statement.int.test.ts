import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CONSENT_TEXT_VERSION, DEFAULT_APPEARANCE } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { openPlant, type Place, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCaptions } from '../captions/add-captions.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { PermanentFailure } from '../ports/queue.ts';
import { applyTombstones } from './apply-tombstones.ts';
import { eraseStatement } from './erase-statement.ts';
import { sweep } from './sweep.ts';

/** A name that was said, and stands in the captions alone. */
const NAMES = { shown: 'Zahra-who-speaks', typed: 'Yusuf-who-agreed' };
const SPOKEN = 'Zaynab-of-the-captions';
/** What was asked of a speaker in writing, and answered. */
const WRITTEN = { body: 'Was-Zaynab-heard', answer: 'Zaynab-was-heard' };

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('erasing a statement', () => {
  let plant: Plant;
  let place: Place;
  let takeId: string;
  beforeAll(async () => {
    plant = await openPlant();
    place = await plant.place({ email: 'speaker@rostrum.test' });
    takeId = await plant.send(place, await clip({ seconds: 1, width: 128, height: 72 }));
    await plant.process(takeId);
  });
  afterAll(() => plant.close());

  it('only erases what was withdrawn', async () => {
    await expect(eraseStatement(plant.parts, place)).rejects.toThrow(PermanentFailure);
    expect((await plant.objects(place.statementId)).length).toBeGreaterThan(10);
  });

  it('leaves ids, states and a tombstone; every object and every word about a person is gone', async () => {
    const before = await plant.objects(place.statementId);
    const { prisma, store } = plant.parts;
    await addCaptions(plant.parts, {
      actor: place.speaker,
      takeId,
      language: 'fr',
      source: `1\n00:00:00,000 --> 00:00:01,000\n${SPOKEN}`,
    });
    await setConsent(plant.parts, {
      actor: place.speaker,
      audience: 'missions',
      endsAt: null,
      masterAllowed: false,
      appearance: { named: 'name', face: 'hidden', voice: 'as_sent' },
      speakerName: NAMES.shown,
      accepted: { name: NAMES.typed, textVersion: CONSENT_TEXT_VERSION, textLanguage: 'ar' },
    });
    const secret = await prisma.take.findUniqueOrThrow({ where: { id: takeId } });
    await plant.parts.mailer.send({ to: 'speaker@rostrum.test', subject: 'Received', text: 'A mail.' });
    const { statementId } = place;
    const page = { statementId, userId: plant.coordinator.userId, pageId: crypto.randomUUID() };
    await store.presence.seen({ ...page, at: new Date() });
    await store.judgements.judged(statementId, page.userId, new Date());
    const mission = { id: crypto.randomUUID(), stateCode: 'XZZ', name: 'Test mission' };
    await store.missions.addMissing([mission]);
    const asked = { id: crypto.randomUUID(), statementId, missionId: mission.id, named: true };
    await store.askedQuestions.add({ ...asked, body: WRITTEN.body, askedAt: new Date() });
    const seen = { states: ['asked'] } as const;
    await store.askedQuestions.change(asked.id, seen, { state: 'answered', answer: WRITTEN.answer });
    await plant.withdraw(place);
    await eraseStatement(plant.parts, place);

    // Who of the staff looked at it and when.
    expect(await prisma.presence.count({ where: { statementId } })).toBe(0);
    expect(await prisma.judgement.count({ where: { statementId } })).toBe(0);
    expect(await readdir(path.join(plant.dataDir, 'mail'))).toEqual([]);
    expect(await plant.objects(place.statementId)).toEqual([]);
    expect(await store.erasures.tombstones()).toMatchObject([
      { statementId: place.statementId, objects: before.length },
    ]);
    expect(await store.statements.byId(place.statementId)).toMatchObject({
      state: 'withdrawn',
      erasedAt: expect.any(Date),
    });
    expect(await plant.take(takeId)).toMatchObject({
      state: 'ready',
      fileName: null,
      sha256: null,
      wireSha256: null,
      verdict: null,
      mediaSetId: null,
    });
    expect(await store.receipts.get(takeId)).toBeNull();
    // That somebody wanted to be hidden is of the person, too.
    expect(await store.invitations.byId(place.speaker.invitationId)).toMatchObject({
      appearance: DEFAULT_APPEARANCE,
      consentTextLanguage: null,
    });
    // The whole database, looked through for what was known of the file and its sender.
    const tables = await prisma.$queryRaw<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public'`;
    for (const { name } of tables) {
      for (const word of [
        secret.fileName,
        secret.sha256,
        'speaker@rostrum.test',
        SPOKEN,
        ...Object.values(NAMES),
        ...Object.values(WRITTEN),
      ]) {
        const [found] = await prisma.$queryRawUnsafe<{ count: bigint }[]>(
          `select count(*) from "${name}" t where t::text like '%' || $1 || '%'`,
          word,
        );
        expect(found?.count, `${word} in ${name}`).toBe(0n);
      }
    }
    expect(await store.verifyAudit()).toMatchObject({ whole: true });
  });

  it('twice is once; what was written afterwards is found by the sweep', async () => {
    const { storage, store } = plant.parts;
    const [tombstone] = await store.erasures.tombstones();
    await eraseStatement(plant.parts, place);
    expect(await store.erasures.tombstones()).toEqual([tombstone]);
    const { originalKey } = await plant.take(takeId);
    await storage.put(originalKey, new Uint8Array(100));
    expect(await sweep(plant.parts)).toMatchObject({ leftovers: 1 });
    await eraseStatement(plant.parts, place);
    expect(await plant.objects(place.statementId)).toEqual([]);
    expect(await store.erasures.tombstones()).toMatchObject([{ objects: (tombstone?.objects ?? 0) + 1 }]);
  });

  it('a restored backup forgets again what its tombstones name', async () => {
    const { prisma, storage, store } = plant.parts;
    // As the backup had it: approved, with its address and its file.
    await prisma.statement.update({
      where: { id: place.statementId },
      data: { state: 'approved', withdrawnAt: null, erasedAt: null },
    });
    await prisma.contact.create({
      data: { invitationId: place.speaker.invitationId, email: 'speaker@rostrum.test' },
    });
    await storage.put((await plant.take(takeId)).originalKey, new Uint8Array(100));
    expect(await applyTombstones(plant.parts)).toBe(1);
    expect(await store.statements.byId(place.statementId)).toMatchObject({ state: 'withdrawn' });
    expect(await store.invitations.email(place.speaker.invitationId)).toBeNull();
    expect(await plant.objects(place.statementId)).toEqual([]);
  });
});
