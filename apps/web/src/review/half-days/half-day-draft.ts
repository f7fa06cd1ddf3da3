import type { Output } from '@rostrum/client';
import {
  type Half,
  halfDaysOf,
  halfOf,
  hoursInARow,
  instantOf,
  type PlacedHalfDay,
  placeHalfDay,
  type QuestionBlock,
  type SharedHalf,
  wallClock,
} from '@rostrum/domain';
import { moved } from '../programme/move.ts';

export type Hours = Output<'GET /api/v1/sessions/{id}/hours'>;
export type PlannedState = Hours['reviews'][number];

const MINUTE_MS = 60_000;
const FIRST_HOUR = '09:00';
const QUESTIONS_MINUTES = '45';

/** A State in a half-day, with how long it takes: what is published, else its slot. */
export interface Slot {
  readonly startsAtMs: number;
  readonly planned: PlannedState;
}
export type PlannedHalf = SharedHalf<Slot>;

/** When its programme is shown to everybody; where no screening is planned, its Pre-session. */
export function hourOf({ screening, review }: PlannedState): string | null {
  return screening?.startsAt ?? review.presessionAt;
}

export const lengthOf = ({ lengthMs, review }: PlannedState): number => lengthMs ?? review.slotMs;

export function plannedHalves({ session, reviews, questions }: Hours): PlannedHalf[] {
  const slots = reviews.flatMap((planned): Slot[] => {
    const hour = hourOf(planned);
    return hour === null ? [] : [{ startsAtMs: Date.parse(hour), planned }];
  });
  const blocks = questions.map(({ startsAt, endsAt }) => ({
    startsAtMs: Date.parse(startsAt),
    endsAtMs: Date.parse(endsAt),
  }));
  return halfDaysOf(slots, blocks, session.timeZone);
}

/** When the first of it begins. */
export const beginOf = ({ slots, questions }: PlannedHalf): number =>
  slots[0]?.startsAtMs ?? questions?.startsAtMs ?? 0;

export const placed = (slots: readonly Slot[], questions: QuestionBlock | null): PlacedHalfDay =>
  placeHalfDay({
    slots: slots.map(({ startsAtMs, planned }) => ({
      key: planned.review.id,
      startsAtMs,
      lengthMs: lengthOf(planned),
    })),
    questionsAtMs: questions?.startsAtMs ?? null,
    endsAtMs: questions?.endsAtMs ?? null,
  });

/** A half-day as it is being planned, by the clocks of the session's place. */
export interface Draft {
  /** `2020-10-12` */
  readonly day: string;
  /** In their order; `09:30`, or nothing. */
  readonly slots: readonly { readonly reviewId: string; readonly time: string }[];
  readonly questions: boolean;
  readonly questionsTime: string;
  readonly questionsMinutes: string;
  /** Minutes between one State and the next. */
  readonly pause: string;
  readonly screenings: boolean;
}

export function newDraft(day: string): Draft {
  return {
    day,
    slots: [],
    questions: true,
    questionsTime: '',
    questionsMinutes: QUESTIONS_MINUTES,
    pause: '0',
    screenings: false,
  };
}

export function draftOf({ day, slots, questions }: PlannedHalf, timeZone: string): Draft {
  const timeOf = (ms: number) => wallClock(new Date(ms), timeZone).slice(11);
  return {
    ...newDraft(day),
    slots: slots.map(({ startsAtMs, planned }) => ({
      reviewId: planned.review.id,
      time: timeOf(startsAtMs),
    })),
    questions: questions !== null,
    ...(questions === null
      ? {}
      : {
          questionsTime: timeOf(questions.startsAtMs),
          questionsMinutes: String(Math.round((questions.endsAtMs - questions.startsAtMs) / MINUTE_MS)),
        }),
    screenings: slots.length > 0 && slots.every(({ planned }) => planned.screening !== null),
  };
}

interface Place {
  readonly timeZone: string;
  readonly stateOf: (reviewId: string) => PlannedState | undefined;
}

/** A screening that began or is over stays at its hour. */
export const isFixed = (planned: PlannedState | undefined): boolean =>
  planned?.screening !== undefined && planned.screening !== null && planned.screening.phase !== 'waiting';

const minutes = (text: string): number => {
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 ? value * MINUTE_MS : 0;
};

/** From the first hour on, in their order; the questions behind all of them. */
export function laidOut(draft: Draft, { timeZone, stateOf }: Place): Draft {
  const first = draft.slots[0]?.time || FIRST_HOUR;
  const lengths = draft.slots.map(({ reviewId }) => {
    const planned = stateOf(reviewId);
    return planned === undefined ? 0 : lengthOf(planned);
  });
  const { startsAtMs, thenMs } = hoursInARow(lengths, {
    startsAtMs: instantOf(`${draft.day}T${first}`, timeZone).getTime(),
    pauseMs: minutes(draft.pause),
  });
  const timeOf = (ms: number | undefined) =>
    ms === undefined ? '' : wallClock(new Date(ms), timeZone).slice(11);
  return {
    ...draft,
    slots: draft.slots.map((slot, index) =>
      isFixed(stateOf(slot.reviewId)) ? slot : { ...slot, time: timeOf(startsAtMs[index]) },
    ),
    questionsTime: timeOf(thenMs),
  };
}

/** Behind the last, as soon as that is over. */
export function withState(draft: Draft, reviewId: string, place: Place): Draft {
  const last = draft.slots.at(-1);
  const before = last && place.stateOf(last.reviewId);
  const { thenMs } = hoursInARow(before === undefined ? [] : [lengthOf(before)], {
    startsAtMs: instantOf(`${draft.day}T${last?.time || FIRST_HOUR}`, place.timeZone).getTime(),
    pauseMs: before === undefined ? 0 : minutes(draft.pause),
  });
  const time = wallClock(new Date(thenMs), place.timeZone).slice(11);
  const added = { ...draft, slots: [...draft.slots, { reviewId, time }] };
  // Until somebody chose their hour, the questions come behind whoever is last.
  return draft.questionsTime === '' || draft.questionsTime === time
    ? { ...added, questionsTime: laidOut({ ...added, slots: added.slots.slice(-1) }, place).questionsTime }
    : added;
}

/** The hours stay where they are: who is moved takes another's. */
export function withMoved(draft: Draft, from: number, target: number): Draft {
  const times = draft.slots.map(({ time }) => time);
  const slots = moved(draft.slots, from, target);
  return { ...draft, slots: slots.map((slot, index) => ({ ...slot, time: times[index] ?? slot.time })) };
}

export interface Read {
  readonly day: string;
  readonly half: Half;
  readonly slots: readonly { readonly reviewId: string; readonly startsAtMs: number }[];
  readonly questions: QuestionBlock | null;
}

export type DraftFault = 'day' | 'time' | 'halves' | 'questions';

/** What the draft says, or what is missing in it. */
export function readDraft(draft: Draft, timeZone: string): Read | DraftFault {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.day)) return 'day';
  const at = (time: string) => instantOf(`${draft.day}T${time}`, timeZone).getTime();
  if (draft.slots.some(({ time }) => time === '')) return 'time';
  const length = minutes(draft.questionsMinutes);
  if (draft.questions && (draft.questionsTime === '' || length === 0)) return 'questions';
  const slots = draft.slots.map(({ reviewId, time }) => ({ reviewId, startsAtMs: at(time) }));
  const questionsAtMs = draft.questions ? at(draft.questionsTime) : null;
  const begins = [
    ...slots.map(({ startsAtMs }) => startsAtMs),
    ...(questionsAtMs === null ? [] : [questionsAtMs]),
  ];
  const halves = new Set(begins.map((ms) => halfOf(new Date(ms), timeZone).half));
  const [half = 'morning'] = halves;
  if (halves.size > 1) return 'halves';
  return {
    day: draft.day,
    half,
    slots,
    questions:
      questionsAtMs === null ? null : { startsAtMs: questionsAtMs, endsAtMs: questionsAtMs + length },
  };
}
