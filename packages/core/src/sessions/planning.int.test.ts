import { DEFAULT_APPEARANCE } from '@rostrum/domain';
import { type House, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { withdrawForSpeaker } from '../decisions/withdraw-statement.ts';
import { programmeOf } from '../programmes/programme-of.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { unpublishProgramme } from '../programmes/unpublish-programme.ts';
import { addMission } from './add-mission.ts';
import { addReview } from './add-review.ts';
import { addSession } from './add-session.ts';
import { changeSession } from './change-session.ts';
import { setContact } from './set-contact.ts';
import { setFloorTime } from './set-floor-time.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});

let numbers = 40;
function newSession(number = ++numbers) {
  return addSession(house.parts, {
    actor: house.coordinator,
    session: {
      number,
      format: 'virtual',
      startsOn: new Date('2021-05-03'),
      endsOn: new Date('2021-05-07'),
    },
  });
}
const lastAudit = async (subjectId: string) =>
  (
    await house.store.prisma.auditEntry.findFirst({
      where: { subjectId },
      orderBy: { seq: 'desc' },
      include: { payload: true },
    })
  )?.payload?.payload;

describe('a session', () => {
  it("is added with the domain's defaults, once for its number, by two at once too", async () => {
    const number = ++numbers;
    const both = await Promise.allSettled([newSession(number), newSession(number)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect(await house.store.reviews.sessionByNumber(number)).toMatchObject({
      timeZone: 'Europe/Zurich',
      acceptsUploads: true,
      uploadDeadlineAt: null,
      graceMs: 3_600_000,
      toleranceMs: 120_000,
      minimumShare: 0.6,
      sizeLimitBytes: 2 * 1024 ** 3,
      takesPerInvitation: 10,
    });
  });

  it('is changed in what is named alone; its number stays its own', async () => {
    const [one, other] = [await newSession(), await newSession()];
    const uploadDeadlineAt = new Date('2021-04-20T12:00:00Z');
    const change = (patch: Parameters<typeof changeSession>[1]['patch']) =>
      changeSession(house.parts, { actor: house.coordinator, sessionId: one.id, patch });
    const after = await change({
      venue: 'Palais des Nations',
      uploadDeadlineAt,
      sizeLimitBytes: 3 * 1024 ** 3,
    });
    expect(after).toEqual({
      ...one,
      venue: 'Palais des Nations',
      uploadDeadlineAt,
      sizeLimitBytes: 3 * 1024 ** 3,
    });
    expect(await house.store.reviews.session(one.id)).toEqual(after);
    expect(await lastAudit(one.id)).toEqual({
      uploadDeadlineAt: uploadDeadlineAt.toISOString(),
      sizeLimitBytes: 3 * 1024 ** 3,
    });
    await expect(change({ number: other.number })).rejects.toMatchObject({ code: 'conflict' });
    await expect(change({ endsOn: new Date('2021-05-02') })).rejects.toMatchObject({
      code: 'request_invalid',
    });
    expect(await house.store.reviews.session(one.id)).toEqual(after);
  });

  it('is the work of the staff', async () => {
    const { speaker } = await house.invite();
    const { id: sessionId } = await newSession();
    await expect(
      changeSession(house.parts, { actor: speaker, sessionId, patch: { acceptsUploads: false } }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

it('a mission is added once for its State', async () => {
  const add = () =>
    addMission(house.parts, { actor: house.coordinator, stateCode: 'ZZA', name: 'Permanent Mission of A' });
  const { id } = await add();
  expect(await house.store.missions.byStateCode('ZZA')).toMatchObject({ id });
  await expect(add()).rejects.toMatchObject({ code: 'conflict' });
});

describe('expected speakers', () => {
  const reviewWith = async (expectedSpeakers: number) => {
    const { id: sessionId } = await newSession();
    const { id } = await addReview(house.parts, {
      actor: house.coordinator,
      sessionId,
      stateCode: 'NRU',
      stateName: 'Nauru',
      expectedSpeakers,
    });
    return id;
  };
  const frozen = async (reviewId: string) => (await house.store.reviews.byId(reviewId))?.floorTimeMs;

  it.each([
    [12, 300_000],
    [9, 400_000],
    [0, 420_000],
  ])('%i of them decide before the first is invited: %i ms, frozen', async (expected, floorMs) => {
    const reviewId = await reviewWith(expected);
    const { floorTimeMs } = await programmeOf(house.parts, { reviewId });
    expect(floorTimeMs).toBe(floorMs);
    await house.invite({ reviewId, kind: 'state' });
    expect(await frozen(reviewId)).toBeNull();
    const { invitationId } = await house.invite({ reviewId });
    expect(await frozen(reviewId)).toBe(floorMs);
    expect((await house.store.invitations.byId(invitationId))?.floorTimeMs).toBe(floorMs);
    for (let i = 0; i < 3; i += 1) await house.invite({ reviewId });
    expect(await frozen(reviewId)).toBe(floorMs);
  });

  it('are set and taken back until it is frozen, and stay where they are not named', async () => {
    const reviewId = await reviewWith(12);
    const set = (expectedSpeakers?: number | null, floorTimeMs: number | null = null) =>
      setFloorTime(house.parts, {
        actor: house.coordinator,
        reviewId,
        floorTimeMs,
        ...(expectedSpeakers === undefined ? {} : { expectedSpeakers }),
      });
    expect(await set(9)).toMatchObject({ maximumMs: 400_000 });
    expect(await set(undefined, 330_000)).toMatchObject({ maximumMs: 330_000 });
    expect(await set()).toMatchObject({ maximumMs: 400_000 });
    expect(await set(null)).toMatchObject({ maximumMs: 420_000 });
    await house.invite({ reviewId });
    await expect(set(12)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe("an invitation's address", () => {
  const forgotten: string[] = [];
  const withMailer = () => ({
    ...house.parts,
    mailer: {
      async send() {},
      async forget(address: string) {
        forgotten.push(address);
        return 1;
      },
    },
  });

  it('is changed and removed; the audit does not hold it, and the earlier is forgotten', async () => {
    const { invitationId } = await house.invite({ email: 'old@test.invalid' });
    const set = (email: string | null) =>
      setContact(withMailer(), { actor: house.coordinator, invitationId, email });
    await set('new@test.invalid');
    expect(await house.store.invitations.email(invitationId)).toBe('new@test.invalid');
    expect(await lastAudit(invitationId)).toEqual({ given: true });
    expect(forgotten).toEqual(['old@test.invalid']);
    await set(null);
    expect(await house.store.invitations.email(invitationId)).toBeNull();
    expect(await lastAudit(invitationId)).toEqual({ given: false });
  });

  it('does not come back once the statement was withdrawn', async () => {
    const { invitationId, statementId } = await house.invite();
    await withdrawForSpeaker(house.parts, {
      actor: house.coordinator,
      statementId,
      reason: 'speaker_asked',
    });
    await expect(
      setContact(withMailer(), { actor: house.coordinator, invitationId, email: 'a@test.invalid' }),
    ).rejects.toMatchObject({ code: 'statement_withdrawn' });
  });
});

describe('a withdrawal for a speaker', () => {
  it('is final, erases, and says who moved it and why', async () => {
    const guest = await house.invite();
    await house.addTake(guest.statementId);
    house.jobs.length = 0;
    await withdrawForSpeaker(house.parts, {
      actor: house.coordinator,
      statementId: guest.statementId,
      reason: 'speaker_asked',
    });
    expect(await house.store.statements.byId(guest.statementId)).toMatchObject({ state: 'withdrawn' });
    expect(house.jobs).toEqual([{ name: 'statement.erase', payload: { statementId: guest.statementId } }]);
    expect(house.cancelled).toContain(guest.statementId);
    const history = await house.store.history.ofSubjects([guest.statementId]);
    expect(history.at(-1)).toMatchObject({
      to: 'withdrawn',
      actorKind: 'coordinator',
      reason: 'speaker_asked',
    });
  });

  it('is not for another speaker', async () => {
    const [guest, stranger] = [await house.invite(), await house.invite()];
    await expect(
      withdrawForSpeaker(house.parts, {
        actor: stranger.speaker,
        statementId: guest.statementId,
        reason: 'speaker_asked',
      }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

it('why a programme was taken from view is kept, and goes with a statement that it showed', async () => {
  const { reviewId, statementId, invitationId } = await house.invite();
  const { takeId, cutId } = await house.addTake(statementId);
  const now = house.parts.clock.now();
  await house.store.invitations.setConsent(invitationId, {
    audience: 'missions',
    endsAt: null,
    givenAt: now,
    masterAllowed: false,
    appearance: DEFAULT_APPEARANCE,
    speakerName: null,
    accepted: null,
  });
  const version = (await house.store.statements.byId(statementId))?.version ?? -1;
  const actor = house.coordinator;
  await decide(house.parts, { actor, statementId, kind: 'approve', takeId, cutId, reason: 'Good', version });
  await publishProgramme(house.parts, { actor, reviewId, statementIds: [statementId] });
  await unpublishProgramme(house.parts, { actor, reviewId, reason: ' The wrong order. ' });
  const reasons = async () =>
    (await programmeOf(house.parts, { reviewId })).earlier.map(({ reason }) => reason);
  expect(await reasons()).toEqual(['The wrong order.']);
  await house.store.transaction((tx) => tx.erasures.forgetRows(statementId));
  expect(await reasons()).toEqual([null]);
});
