import { instantOf } from '@rostrum/domain';
import { expect, test } from 'vitest';
import type { Home } from '../api.ts';
import { nextInDay } from './next-in-day.ts';

const ZONE = 'Europe/Zurich';
const at = (time: string) => instantOf(`2020-10-12T${time}`, ZONE).getTime();
const iso = (time: string) => new Date(at(time)).toISOString();

const state = (id: string, presession: string | null, screening: string | null = null) => ({
  review: { id, presessionAt: presession && iso(presession) },
  published: { lengthMs: 20 * 60_000 },
  screening: screening && { startsAt: iso(screening), beginsAt: iso(screening), timeZone: ZONE },
});
type State = ReturnType<typeof state>;
const block = { startsAt: iso('10:45'), endsAt: iso('11:30') };
const next = (nowTime: string, reviews: State[], questions: (typeof block)[] = []) =>
  nextInDay({ session: { timeZone: ZONE }, reviews, questions } as unknown as Home, {
    reviewId: 'AND',
    startedAtMs: at('09:00'),
    nowMs: at(nowTime),
  });

test('a screening of its own, with nothing else on its day, has no next', () => {
  expect(next('09:21', [state('AND', null), state('NPL', null)])).toBeNull();
  expect(next('09:21', [state('AND', null), { ...state('NPL', null), screening: null }])).toBeNull();
});

test('the next State is the one whose hour comes first, wherever it stands on the list', () => {
  const found = next('09:21', [
    state('BGR', '10:00', '10:00'),
    state('HRV', '09:30', '09:30'),
    state('AND', '09:00'),
  ]);
  expect(found).toMatchObject({ kind: 'state', one: { review: { id: 'HRV' } }, sameHalf: true });
});

test('a State that is late is the next still; one that is over, or comes before, is not', () => {
  const late = [state('AND', '09:00'), state('HRV', '09:15', '09:15')];
  expect(next('09:50', late)).toMatchObject({ one: { review: { id: 'HRV' } } });
  const over = [
    state('LBN', '08:30'),
    state('AND', '09:00'),
    state('HRV', '09:15'),
    state('NRU', '10:00', '10:00'),
  ];
  expect(next('09:50', over)).toMatchObject({ one: { review: { id: 'NRU' } } });
});

test('behind the States come their questions, then what the afternoon has, then nothing', () => {
  const reviews = [state('AND', '09:00'), state('HRV', '15:00', '15:00')];
  expect(next('09:21', reviews, [block])).toMatchObject({ kind: 'questions', startsAtMs: at('10:45') });
  expect(next('11:31', reviews, [block])).toMatchObject({ one: { review: { id: 'HRV' } }, sameHalf: false });
  expect(next('11:31', [state('AND', '09:00')], [block])).toEqual({ kind: 'over' });
});
