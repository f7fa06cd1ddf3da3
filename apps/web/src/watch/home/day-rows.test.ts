import { instantOf } from '@rostrum/domain';
import { expect, test } from 'vitest';
import type { Home } from '../api.ts';
import { dayHalves, isNow } from './day-rows.ts';

const ZONE = 'Europe/Zurich';
const at = (time: string) => instantOf(`2020-10-12T${time}`, ZONE).toISOString();

const state = (stateCode: string, time: string | null, minutes: number | null = null) => ({
  review: {
    id: stateCode,
    stateCode,
    stateName: stateCode,
    presessionAt: time === null ? null : at(time),
    slotMs: 1_800_000,
  },
  published: minutes === null ? null : { lengthMs: minutes * 60_000 },
  screening: null,
});
const home = (
  now: string,
  reviews = [state('HRV', '09:30'), state('AND', '09:00', 26), state('NPL', null)],
) =>
  ({
    session: { timeZone: ZONE },
    reviews,
    questions: [{ startsAt: at('10:45'), endsAt: at('11:30') }],
    serverNow: at(now),
  }) as unknown as Home;

test('a half-day is there until its questions are over', () => {
  const [half, ...rest] = dayHalves(home('11:29'));
  expect(rest).toEqual([]);
  expect(half?.slots.map(({ one }) => one.review.id)).toEqual(['AND', 'HRV']);
  expect(half?.questions?.startsAtMs).toBe(Date.parse(at('10:45')));
  expect(dayHalves(home('11:30'))).toEqual([]);
});

test('one State alone, without questions, is no half-day', () => {
  const alone = { ...home('08:00', [state('AND', '15:00')]), questions: [] };
  expect(dayHalves(alone)).toEqual([]);
});

test('at most one thing runs at a time, and nothing in a break', () => {
  const [half] = dayHalves(home('08:00'));
  if (half === undefined) throw new Error('no half-day');
  const running = (time: string) =>
    half.slots.filter((slot) => isNow(half, slot, Date.parse(at(time)))).map(({ one }) => one.review.id);
  expect(running('08:59')).toEqual([]);
  expect(running('09:25')).toEqual(['AND']);
  expect(running('09:27')).toEqual([]);
  expect(running('09:30')).toEqual(['HRV']);
  // A programme that is longer than its place makes way.
  const [long] = dayHalves(home('08:00', [state('AND', '09:00', 40), state('HRV', '09:30')]));
  const late = long?.slots.filter((slot) => isNow(long, slot, Date.parse(at('09:35'))));
  expect(late?.map(({ one }) => one.review.id)).toEqual(['HRV']);
});
