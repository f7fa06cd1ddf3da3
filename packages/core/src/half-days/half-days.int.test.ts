import { instantOf } from '@rostrum/domain';
import { type House, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { scheduleScreening } from '../screenings/schedule-screening.ts';
import { plannedHoursOf } from './planned-hours-of.ts';
import { type SetHalfDay, setHalfDay } from './set-half-day.ts';

const ZONE = 'Europe/Zurich';
/** The real morning; the clock of the house stands three weeks later, so it is that of another month here. */
const at = (time: string) => instantOf(`2020-12-08T${time}`, ZONE);

let house: House;
let sessionId: string;
let andorra: string;
let croatia: string;
let bulgaria: string;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  sessionId = await house.addSession();
  andorra = await house.addReview({ sessionId, stateCode: 'AND' });
  croatia = await house.addReview({ sessionId, stateCode: 'HRV' });
  bulgaria = await house.addReview({ sessionId, stateCode: 'BGR' });
});

const hours = () => plannedHoursOf(house.parts, { sessionId });
const slot = (
  reviewId: string,
  time: string,
  { screening = false, version = null as number | null } = {},
) => ({
  reviewId,
  startsAt: at(time),
  version,
  screening,
});
async function plan(patch: Partial<SetHalfDay> = {}): Promise<void> {
  await setHalfDay(house.parts, {
    actor: house.coordinator,
    sessionId,
    day: '2020-12-08',
    half: 'morning',
    mark: (await hours()).mark,
    slots: [slot(andorra, '09:00'), slot(croatia, '09:30'), slot(bulgaria, '10:00')],
    questions: { startsAt: at('10:45'), endsAt: at('11:30') },
    ...patch,
  });
}
const told = async () => {
  const { reviews, questions } = await hours();
  return {
    hours: reviews.map(({ review }) => review.presessionAt?.toISOString() ?? null),
    screenings: reviews.map(({ screening }) => screening?.startsAt.toISOString() ?? null),
    questions: questions.map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt.toISOString()]),
  };
};
const iso = (time: string) => at(time).toISOString();

it('a morning of three States and their joint questions is planned, and planned otherwise', async () => {
  await plan();
  expect(await told()).toEqual({
    hours: [iso('09:00'), iso('09:30'), iso('10:00')],
    screenings: [null, null, null],
    questions: [[iso('10:45'), iso('11:30')]],
  });
  // Who is not named any more has no hour; another half-day is left alone.
  await plan({
    half: 'afternoon',
    slots: [slot(bulgaria, '14:00')],
    questions: { startsAt: at('15:00'), endsAt: at('15:30') },
  });
  await plan({ slots: [slot(croatia, '09:00')], questions: null });
  expect(await told()).toEqual({
    hours: [null, iso('09:00'), iso('14:00')],
    screenings: [null, null, null],
    questions: [[iso('15:00'), iso('15:30')]],
  });
});

it('screenings are planned with it, and move with their hours', async () => {
  await plan({ slots: [slot(andorra, '09:00', { screening: true }), slot(croatia, '09:30')] });
  expect((await told()).screenings).toEqual([iso('09:00'), null, null]);
  const version = (await hours()).reviews[0]?.screening?.version ?? null;
  await plan({ slots: [slot(croatia, '09:00'), slot(andorra, '09:30', { version })] });
  expect(await told()).toMatchObject({
    hours: [iso('09:30'), iso('09:00'), null],
    screenings: [iso('09:30'), null, null],
  });
  // What was looked at is another one by now.
  await expect(plan({ slots: [slot(andorra, '10:00', { version })] })).rejects.toMatchObject({
    code: 'stale',
  });
  // A screening is not left at an hour that nobody plans.
  await expect(plan({ slots: [slot(croatia, '09:00')] })).rejects.toMatchObject({ code: 'conflict' });
});

it('one that has begun stays where it is', async () => {
  await scheduleScreening(house.parts, {
    actor: house.coordinator,
    reviewId: andorra,
    startsAt: at('09:00'),
    timeZone: ZONE,
    version: null,
  });
  const begins = at('09:00').getTime();
  house.passMs(begins - house.parts.clock.now().getTime() + 60_000);
  const moved = { slots: [slot(andorra, '09:30', { version: 0 })], questions: null };
  await expect(plan(moved)).rejects.toMatchObject({ code: 'screening_begun' });
  const late = {
    slots: [slot(andorra, '09:00', { version: 0 }), slot(croatia, '09:00', { screening: true })],
  };
  await expect(plan(late)).rejects.toMatchObject({ code: 'instant_passed' });
  expect((await told()).hours).toEqual([null, null, null]);
  await plan({ slots: [slot(andorra, '09:00', { version: 0 }), slot(croatia, '09:30')] });
  expect((await told()).hours).toEqual([iso('09:00'), iso('09:30'), null]);
});

it('what does not lie in the half-day, or was planned otherwise meanwhile, is refused', async () => {
  const twice = [slot(andorra, '09:00'), slot(andorra, '09:30')];
  const elsewhere = [
    { slots: [slot(andorra, '14:00')] },
    { questions: { startsAt: at('14:00'), endsAt: at('15:00') } },
    { questions: { startsAt: at('10:00'), endsAt: at('10:00') } },
    { slots: twice },
  ];
  for (const patch of elsewhere) await expect(plan(patch)).rejects.toMatchObject({ code: 'request_invalid' });
  const { mark } = await hours();
  await plan();
  await expect(plan({ mark })).rejects.toMatchObject({ code: 'stale' });
  await expect(plan({ slots: [slot(sessionId, '09:00')] })).rejects.toMatchObject({ code: 'not_found' });
  const nobody = { kind: 'delegate', missionId: sessionId, sessionId, deviceId: sessionId } as const;
  await expect(plan({ actor: nobody })).rejects.toMatchObject({ code: 'not_allowed' });
});
