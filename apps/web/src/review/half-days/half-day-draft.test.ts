import { expect, test } from 'vitest';
import {
  draftOf,
  laidOut,
  newDraft,
  type PlannedState,
  placed,
  plannedHalves,
  readDraft,
  withMoved,
  withState,
} from './half-day-draft.ts';

const ZONE = 'Europe/Zurich';
const MINUTE_MS = 60_000;

const state = (id: string, minutes: number | null, at: string | null = null): PlannedState => ({
  review: { id, stateCode: id, stateName: id, presessionAt: at, slotMs: 60 * MINUTE_MS },
  lengthMs: minutes === null ? null : minutes * MINUTE_MS,
  screening: null,
});
const states = [state('AND', 26), state('HRV', 30), state('BGR', 45)];
const place = { timeZone: ZONE, stateOf: (id: string) => states.find(({ review }) => review.id === id) };
const morning = ['AND', 'HRV', 'BGR'].reduce(
  (draft, id) => withState(draft, id, place),
  newDraft('2020-10-12'),
);
const times = ({ slots }: typeof morning) => slots.map(({ reviewId, time }) => `${reviewId} ${time}`);

test('whoever is added comes behind the last, and the questions behind everybody', () => {
  expect(times(morning)).toEqual(['AND 09:00', 'HRV 09:30', 'BGR 10:00']);
  expect(morning.questionsTime).toBe('10:45');
});

test('moving States leaves the hours where they are; laying out makes them fit again', () => {
  const turned = withMoved(morning, 2, 0);
  expect(times(turned)).toEqual(['BGR 09:00', 'AND 09:30', 'HRV 10:00']);
  expect(times(laidOut(turned, place))).toEqual(['BGR 09:00', 'AND 09:45', 'HRV 10:15']);
  expect(laidOut({ ...turned, pause: '5' }, place).questionsTime).toBe('11:00');
});

test('a half-day that was read is the draft that made it', () => {
  const read = readDraft(morning, ZONE);
  if (typeof read === 'string') throw new Error(read);
  expect(read).toMatchObject({ day: '2020-10-12', half: 'morning' });
  const hours = read.slots.map(({ reviewId, startsAtMs }) =>
    state(reviewId, null, new Date(startsAtMs).toISOString()),
  );
  const { questions } = read;
  const session = { timeZone: ZONE } as Parameters<typeof plannedHalves>[0]['session'];
  const [half, ...rest] = plannedHalves({
    session,
    reviews: [...hours, state('NPL', null)],
    questions: [
      {
        startsAt: new Date(questions?.startsAtMs ?? 0).toISOString(),
        endsAt: new Date(questions?.endsAtMs ?? 0).toISOString(),
      },
    ],
    mark: '',
    serverNow: '',
  });
  expect(rest).toEqual([]);
  if (half === undefined) throw new Error('no half-day');
  expect(draftOf(half, ZONE)).toEqual(morning);
  // By their slots of an hour each they do not fit, and it is said by how much.
  expect(placed(half.slots, half.questions).slots.map(({ lateMs }) => lateMs / MINUTE_MS)).toEqual([
    30, 30, 15,
  ]);
});

test.each([
  [{ ...morning, day: '' }, 'day'],
  [withMoved({ ...morning, slots: [{ reviewId: 'AND', time: '' }] }, 0, 0), 'time'],
  [{ ...morning, questionsMinutes: '0' }, 'questions'],
  [{ ...morning, questionsTime: '14:00' }, 'halves'],
])('what cannot be kept is said (%#)', (draft, fault) => {
  expect(readDraft(draft, ZONE)).toBe(fault);
});

test('a screening that has begun keeps its hour', () => {
  const begun: PlannedState = {
    ...state('HRV', 30),
    screening: { startsAt: '2020-10-12T07:40:00Z', version: 0, phase: 'playing' },
  };
  const stateOf = (id: string) => (id === 'HRV' ? begun : place.stateOf(id));
  const draft = withMoved(morning, 0, 0);
  const fixed = {
    ...draft,
    slots: draft.slots.map((one, at) => (at === 1 ? { ...one, time: '09:40' } : one)),
  };
  expect(times(laidOut(fixed, { ...place, stateOf }))).toEqual(['AND 09:00', 'HRV 09:40', 'BGR 10:00']);
});
