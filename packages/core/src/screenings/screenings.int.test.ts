import { SCREENING_LEAD_MS, type ScreeningAct } from '@rostrum/domain';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { unpublishProgramme } from '../programmes/unpublish-programme.ts';
import { watchHomeOf } from '../queries/watch-of.ts';
import { cancelScreening } from './cancel-screening.ts';
import { overrideScreening } from './override-screening.ts';
import { scheduleScreening } from './schedule-screening.ts';
import { positionOf, screeningStanding } from './screening-standing.ts';

const MINUTE_MS = 60_000;
let house: House;
let reviewId: string;
let first: Invited;
let second: Invited;
let third: Invited;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  reviewId = await house.addReview();
  [first, second, third] = [
    await house.invite({ reviewId }),
    await house.invite({ reviewId }),
    await house.invite({ reviewId }),
  ];
  for (const guest of [first, second, third]) await approve(guest);
});

async function approve({ statementId }: Invited): Promise<void> {
  const take = await house.addTake(statementId, { lengthMs: MINUTE_MS });
  await decide(house.parts, {
    actor: house.coordinator,
    statementId,
    kind: 'approve',
    reason: 'Seen',
    version: (await house.store.statements.byId(statementId))?.version ?? 0,
    ...take,
  });
}
const publish = (...guests: Invited[]) =>
  publishProgramme(house.parts, {
    actor: house.coordinator,
    reviewId,
    statementIds: guests.map(({ statementId }) => statementId),
  });
const standing = async () => {
  const now = await screeningStanding(house.store, reviewId);
  if (now === null) throw new Error('no screening');
  return now;
};
const version = async () => (await standing()).screening.version;
const at = async () => positionOf(await standing(), house.parts.clock.now());
const schedule = async (inMs: number, seen: number | null = null) =>
  scheduleScreening(house.parts, {
    actor: house.coordinator,
    reviewId,
    startsAt: new Date(house.parts.clock.now().getTime() + inMs),
    timeZone: 'Europe/Zurich',
    version: seen,
  });
const act = async (what: ScreeningAct, guest?: Invited, seen?: number) =>
  overrideScreening(house.parts, {
    actor: house.coordinator,
    reviewId,
    act: what,
    statementId: guest?.statementId,
    version: seen ?? (await version()),
  });
const rejects = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });

describe('an hour that is planned', () => {
  it('is moved and called off by whoever has seen how it stands, until it has begun', async () => {
    await publish(first, second, third);
    const epoch = (await house.store.programmes.ofReview(reviewId))?.epoch ?? 0;
    await rejects(schedule(0), 'instant_passed');
    await schedule(10 * MINUTE_MS);
    // Whoever had the programme open has it no more.
    expect((await standing()).epoch).toBe(epoch + 1);
    await rejects(schedule(20 * MINUTE_MS), 'stale');
    await schedule(20 * MINUTE_MS, 0);
    expect(await at()).toMatchObject({ phase: 'waiting', positionMs: -20 * MINUTE_MS });
    await rejects(schedule(5 * MINUTE_MS, 0), 'stale');
    house.passMs(20 * MINUTE_MS);
    await rejects(schedule(5 * MINUTE_MS, 1), 'screening_begun');
    await cancelScreening(house.parts, { actor: house.coordinator, reviewId, version: 1 });
    expect(await screeningStanding(house.store, reviewId)).toBeNull();
  });

  it('begins at the hour to which it was moved, whatever held it before', async () => {
    await publish(first);
    await schedule(10 * MINUTE_MS);
    await act('hold');
    house.passMs(5 * MINUTE_MS);
    await act('resume');
    const before = await standing();
    await schedule(60 * MINUTE_MS, await version());
    expect(await at()).toMatchObject({ phase: 'waiting', held: false, positionMs: -60 * MINUTE_MS });
    const after = await standing();
    expect(after.epoch).toBe(before.epoch + 1);
    for (let seen = 0; seen <= before.screening.version; seen += 1)
      await rejects(schedule(MINUTE_MS, seen), 'stale');
    // Still held when it is moved, and after its hour.
    await act('hold');
    house.passMs(2 * 60 * MINUTE_MS);
    expect(await at()).toMatchObject({ phase: 'waiting', held: true });
    await schedule(MINUTE_MS, await version());
    house.passMs(MINUTE_MS + 1000);
    expect(await at()).toMatchObject({ phase: 'playing', held: false, positionMs: 1000 });
    // What was done stays written down, with what it was done to.
    expect((await house.store.screenings.byId(before.screening.id))?.overrides).toHaveLength(2);
  });

  it('can be planned again when it is over, and is on the list until then', async () => {
    await publish(first);
    await schedule(MINUTE_MS);
    const { sessionId } = (await house.store.reviews.byId(reviewId)) ?? { sessionId: '' };
    const missionId = (await house.store.missions.byStateCode('CHE'))?.id ?? house.coordinator.userId;
    await house.store.missions.addMissing([{ id: missionId, stateCode: 'CHE', name: 'Switzerland' }]);
    const actor = { kind: 'delegate', sessionId, missionId, deviceId: missionId } as const;
    const listed = async () =>
      (await watchHomeOf(house.parts, { actor })).reviews.find(({ review }) => review.id === reviewId)
        ?.screening;
    expect(await listed()).toMatchObject({ timeZone: 'Europe/Zurich' });
    house.passMs(2 * MINUTE_MS);
    expect(await listed()).toBeNull();
    await rejects(
      cancelScreening(house.parts, { actor: house.coordinator, reviewId, version: 0 }),
      'screening_over',
    );
    await schedule(MINUTE_MS);
    expect(await at()).toMatchObject({ phase: 'waiting', turn: 0 });
  });

  it('is nobody’s but the staff’s', async () => {
    const { speaker } = first;
    const startsAt = new Date(house.parts.clock.now().getTime() + MINUTE_MS);
    const plan = { reviewId, startsAt, timeZone: 'UTC', version: null };
    await rejects(scheduleScreening(house.parts, { actor: speaker, ...plan }), 'not_allowed');
    await rejects(
      overrideScreening(house.parts, { actor: speaker, reviewId, act: 'hold', version: 0 }),
      'not_allowed',
    );
    await rejects(cancelScreening(house.parts, { actor: speaker, reviewId, version: 0 }), 'not_allowed');
  });
});

describe('what is done to it', () => {
  beforeEach(async () => {
    await publish(first, second, third);
    await schedule(MINUTE_MS);
    house.passMs(MINUTE_MS + 10_000);
  });

  it('takes effect for everybody in the same moment, a little later', async () => {
    await act('hold');
    expect(await at()).toMatchObject({ held: false, positionMs: 10_000 });
    house.passMs(SCREENING_LEAD_MS + 5000);
    expect(await at()).toMatchObject({ held: true, positionMs: 10_000 + SCREENING_LEAD_MS });
    await rejects(act('resume', undefined, 0), 'stale');
    await act('resume');
    house.passMs(SCREENING_LEAD_MS + 1000);
    expect(await at()).toMatchObject({ held: false, positionMs: 11_000 + SCREENING_LEAD_MS, turn: 0 });
  });

  it('skips to a statement, restarts and ends', async () => {
    await act('skip', third);
    house.passMs(SCREENING_LEAD_MS);
    expect(await at()).toMatchObject({ positionMs: 2 * MINUTE_MS, turn: 1 });
    await act('end');
    house.passMs(SCREENING_LEAD_MS);
    expect(await at()).toMatchObject({ phase: 'ended' });
    await rejects(act('hold'), 'screening_over');
    await act('restart');
    house.passMs(SCREENING_LEAD_MS + 500);
    expect(await at()).toMatchObject({ phase: 'playing', positionMs: 500, turn: 2 });
    await rejects(act('skip', { ...first, statementId: first.invitationId }), 'request_invalid');
  });

  it('is written down for ever', async () => {
    await act('hold');
    const { prisma } = house.store;
    // Refused as restrict_violation by the table itself.
    await expect(prisma.screeningOverride.updateMany({ data: { kind: 'resume' } })).rejects.toThrow();
    const entries = await prisma.auditEntry.findMany({ where: { action: 'screening.hold' } });
    expect(entries.length).toBeGreaterThan(0);
  });
});

it('cannot be skipped before it begins, but delayed', async () => {
  await publish(first, second);
  await schedule(MINUTE_MS);
  await rejects(act('skip', second), 'screening_waiting');
  await act('hold');
  house.passMs(2 * MINUTE_MS);
  expect(await at()).toMatchObject({ phase: 'waiting', held: true });
});

describe('a programme that changes while it is shown', () => {
  beforeEach(async () => {
    await publish(first, second, third);
    await schedule(MINUTE_MS);
    house.passMs(MINUTE_MS);
  });
  const withdraw = ({ speaker, statementId }: Invited) =>
    withdrawStatement(house.parts, { actor: speaker, statementId });

  it('goes on at the same picture when an earlier statement is withdrawn', async () => {
    house.passMs(MINUTE_MS + 20_000);
    await withdraw(first);
    expect(await at()).toMatchObject({ phase: 'playing', positionMs: 20_000, turn: 1, held: false });
  });

  it('goes on with the next when the one on screen is withdrawn, and with what was asked for a moment ago', async () => {
    house.passMs(MINUTE_MS + 20_000);
    await act('skip', third);
    await withdraw(second);
    expect(await at()).toMatchObject({ positionMs: MINUTE_MS });
    house.passMs(SCREENING_LEAD_MS + 100);
    expect(await at()).toMatchObject({ positionMs: MINUTE_MS + 100 });
  });

  it('needs nothing of what was erased to say where everybody is', async () => {
    house.passMs(MINUTE_MS + 20_000);
    await withdraw(first);
    await house.store.prisma.cut.updateMany({
      where: { take: { statementId: first.statementId } },
      data: { mediaSetId: null },
    });
    house.passMs(1000);
    expect(await at()).toMatchObject({ positionMs: 21_000 });
  });

  it('holds everybody where it is taken from view, and goes on when a coordinator says so', async () => {
    house.passMs(MINUTE_MS + 20_000);
    await unpublishProgramme(house.parts, { actor: house.coordinator, reviewId, reason: 'A mistake' });
    house.passMs(10 * MINUTE_MS);
    expect(await at()).toMatchObject({ phase: 'playing', held: true });
    await rejects(act('resume'), 'programme_empty');
    await publish(second, third);
    expect(await at()).toMatchObject({ held: true, positionMs: 20_000 });
    await act('resume');
    house.passMs(SCREENING_LEAD_MS + 1000);
    expect(await at()).toMatchObject({ held: false, positionMs: 21_000 });
  });

  it('holds everybody when the last statement is withdrawn, and goes on from there with what is published', async () => {
    await withdraw(first);
    await withdraw(second);
    house.passMs(20_000);
    await withdraw(third);
    house.passMs(10 * MINUTE_MS);
    expect(await at()).toMatchObject({ phase: 'playing', held: true });
    await rejects(act('resume'), 'programme_empty');
    const late = await house.invite({ reviewId });
    await approve(late);
    await publish(late);
    await act('restart');
    await act('resume');
    house.passMs(SCREENING_LEAD_MS + 1000);
    expect(await at()).toMatchObject({ phase: 'playing', held: false, positionMs: 1000 });
  });

  it('stays over, however long it becomes after', async () => {
    await withdraw(second);
    await withdraw(third);
    house.passMs(2 * MINUTE_MS);
    expect((await at()).phase).toBe('ended');
    const late = await house.invite({ reviewId });
    await approve(late);
    await publish(first, late);
    expect((await at()).phase).toBe('ended');
  });
});

it('begins at its beginning when it is published after its hour', async () => {
  await schedule(MINUTE_MS);
  house.passMs(5 * MINUTE_MS);
  await publish(first, second);
  house.passMs(2000);
  expect(await at()).toMatchObject({ phase: 'playing', positionMs: 2000 });
});
