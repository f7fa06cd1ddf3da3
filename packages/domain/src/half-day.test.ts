import { describe, expect, it } from 'vitest';
import { type HalfDay, halfDayAt, halfDaysOf, halfOf, hoursInARow, placeHalfDay } from './half-day.ts';
import { instantOf } from './instant-in-zone.ts';

const ZONE = 'Europe/Zurich';
const MINUTE_MS = 60_000;
/** Of 12 October 2020, on Geneva's clocks. */
const at = (time: string) => instantOf(`2020-10-12T${time}`, ZONE).getTime();
const minutes = (n: number) => n * MINUTE_MS;

/** The morning as it was held, of programmes as long as their places. */
const morning: HalfDay = {
  slots: [
    { key: 'Bulgaria', startsAtMs: at('10:00'), lengthMs: minutes(45) },
    { key: 'Andorra', startsAtMs: at('09:00'), lengthMs: minutes(26) },
    { key: 'Croatia', startsAtMs: at('09:30'), lengthMs: minutes(30) },
  ],
  questionsAtMs: at('10:45'),
  endsAtMs: at('11:30'),
};
/** And the afternoon: one of its States had no statement, and showed that. */
const afternoon: HalfDay = {
  slots: ['14:00', '14:20', '14:40', '15:20'].map((time, index) => ({
    key: time,
    startsAtMs: at(time),
    lengthMs: index === 1 ? 10_000 : minutes(19),
  })),
  questionsAtMs: at('16:00'),
  endsAtMs: null,
};

describe('12 October 2020', () => {
  it('fits: each State before the next, all before the joint questions', () => {
    const { slots, fits, questionsMs } = placeHalfDay(morning);
    expect(fits).toBe(true);
    expect(slots.map(({ key, gapMs }) => [key, gapMs])).toEqual([
      ['Andorra', minutes(4)],
      ['Croatia', 0],
      ['Bulgaria', 0],
    ]);
    expect(questionsMs).toBe(minutes(45));
    const later = placeHalfDay(afternoon);
    expect(later).toMatchObject({ fits: true, questionsMs: null });
    // "No statement available" is a programme of its own: it is over after ten seconds.
    expect(later.slots[1]).toMatchObject({ gapMs: minutes(20) - 10_000, nextAtMs: at('14:40') });
    expect(later.slots.at(-1)?.nextAtMs).toBe(at('16:00'));
  });

  it('is late by a second that does not fit, and by whom', () => {
    const longer = morning.slots.map((slot) => ({ ...slot, lengthMs: slot.lengthMs + 1000 }));
    const { slots, fits } = placeHalfDay({ ...morning, slots: longer });
    expect(fits).toBe(false);
    expect(slots.map(({ lateMs }) => lateMs)).toEqual([0, 1000, 1000]);
  });

  it.each([
    ['08:59', { kind: 'before', nextAtMs: at('09:00') }],
    ['09:00', { kind: 'programme', key: 'Andorra', positionMs: 0 }],
    ['09:25', { kind: 'programme', key: 'Andorra', positionMs: minutes(25) }],
    ['09:26', { kind: 'break', nextAtMs: at('09:30') }],
    ['10:44', { kind: 'programme', key: 'Bulgaria', positionMs: minutes(44) }],
    ['10:45', { kind: 'questions' }],
    ['11:30', { kind: 'over' }],
  ])('at %s shows what it showed', (time, shows) => expect(halfDayAt(morning, at(time))).toEqual(shows));

  it('is two half-days, whichever order its States are named in', () => {
    const all = [...afternoon.slots, ...morning.slots];
    const questions = [
      { startsAtMs: at('16:00'), endsAtMs: at('16:45') },
      { startsAtMs: at('10:45'), endsAtMs: at('11:30') },
    ];
    const halves = halfDaysOf(all, questions, ZONE);
    expect(halves.map(({ slots, ...half }) => ({ ...half, slots: slots.map(({ key }) => key) }))).toEqual([
      {
        day: '2020-10-12',
        half: 'morning',
        questions: questions[1],
        slots: ['Andorra', 'Croatia', 'Bulgaria'],
      },
      {
        day: '2020-10-12',
        half: 'afternoon',
        questions: questions[0],
        slots: ['14:00', '14:20', '14:40', '15:20'],
      },
    ]);
    // Elsewhere on earth the same hours are another day's.
    const elsewhere = halfDaysOf(all, [], 'Pacific/Kiritimati');
    expect(elsewhere.map(({ day, half }) => `${day} ${half}`)).toEqual([
      '2020-10-12 afternoon',
      '2020-10-13 morning',
    ]);
  });

  it('is laid out from nine: each behind the one before it, the questions behind all', () => {
    const lengths = [minutes(26), minutes(30), minutes(45)];
    const laid = hoursInARow(lengths, { startsAtMs: at('09:00'), pauseMs: 0 });
    expect(laid).toEqual({ startsAtMs: [at('09:00'), at('09:30'), at('10:00')], thenMs: at('10:45') });
    // One millisecond more, and what follows begins at the next step.
    expect(hoursInARow([minutes(30) + 1], { startsAtMs: at('09:00'), pauseMs: 0 }).thenMs).toBe(at('09:35'));
    expect(hoursInARow(lengths, { startsAtMs: at('09:00'), pauseMs: minutes(5) }).thenMs).toBe(at('11:00'));
  });
});

it('an hour for which nothing is planned is no fault', () => {
  const empty: HalfDay = { slots: [], questionsAtMs: null, endsAtMs: null };
  expect(placeHalfDay(empty)).toEqual({ slots: [], questionsAtMs: null, questionsMs: null, fits: true });
  expect(halfDayAt(empty, 0)).toEqual({ kind: 'before', nextAtMs: null });
  const alone = { ...empty, slots: [{ key: 'x', startsAtMs: 0, lengthMs: 1000 }] };
  expect(placeHalfDay(alone).slots[0]).toMatchObject({ nextAtMs: null, lateMs: 0, gapMs: 0 });
  expect(halfDayAt(alone, 1000)).toEqual({ kind: 'over' });
});

it('the afternoon begins at half past twelve, by the clocks of the place', () => {
  expect(halfOf(new Date(at('12:29')), ZONE)).toEqual({ day: '2020-10-12', half: 'morning' });
  expect(halfOf(new Date(at('12:30')), ZONE)).toEqual({ day: '2020-10-12', half: 'afternoon' });
});
