import { wallClock } from './instant-in-zone.ts';

/** One State's programme in a half-day, as it is scheduled. */
export interface ScheduledSlot {
  /** Of the review. */
  key: string;
  startsAtMs: number;
  /** Of its programme, cards included; 0 while nothing is in it. */
  lengthMs: number;
}

/** Several States one after the other, and one block of questions and answers to all of them. */
export interface HalfDay {
  slots: readonly ScheduledSlot[];
  /** When the joint questions begin, and when the room is closed; null where nobody said. */
  questionsAtMs: number | null;
  endsAtMs: number | null;
}

export interface PlacedSlot extends ScheduledSlot {
  /** When its programme is over if it begins on time. */
  overAtMs: number;
  /** What comes next: another State, the questions, or the end. Null where nothing is scheduled behind it. */
  nextAtMs: number | null;
  /** By how much it runs into what comes next; 0 where it fits. */
  lateMs: number;
  /** What is left between its end and what comes next; 0 where nothing is. */
  gapMs: number;
}

export interface PlacedHalfDay {
  slots: PlacedSlot[];
  questionsAtMs: number | null;
  /** For the joint questions, if nothing before them runs late; null where their end is not said. */
  questionsMs: number | null;
  /** Every programme ends before what comes next, and the questions begin behind all of them. */
  fits: boolean;
}

/** `toSorted` is younger than the browsers that delegates have. */
function byHour<T extends { startsAtMs: number }>(slots: readonly T[]): T[] {
  return [...slots].sort((a, b) => a.startsAtMs - b.startsAtMs);
}

/** In the order of their hours; of two at the same hour, the one named first. */
export function placeHalfDay({ slots, questionsAtMs, endsAtMs }: HalfDay): PlacedHalfDay {
  const inOrder = byHour(slots);
  const placed = inOrder.map((slot, index): PlacedSlot => {
    const nextAtMs = inOrder[index + 1]?.startsAtMs ?? questionsAtMs ?? endsAtMs;
    const overAtMs = slot.startsAtMs + slot.lengthMs;
    const leftMs = nextAtMs === null ? 0 : nextAtMs - overAtMs;
    return { ...slot, overAtMs, nextAtMs, lateMs: Math.max(0, -leftMs), gapMs: Math.max(0, leftMs) };
  });
  const questionsMs =
    questionsAtMs === null || endsAtMs === null ? null : Math.max(0, endsAtMs - questionsAtMs);
  return {
    slots: placed,
    questionsAtMs,
    questionsMs,
    fits: placed.every(({ lateMs }) => lateMs === 0),
  };
}

/** What a half-day shows at an instant, if everything begins on time. */
export type HalfDayNow =
  | { kind: 'before'; nextAtMs: number | null }
  | { kind: 'programme'; key: string; positionMs: number }
  /** A programme is over, and the next or the questions are to come. */
  | { kind: 'break'; nextAtMs: number }
  | { kind: 'questions' }
  | { kind: 'over' };

export function halfDayAt(halfDay: HalfDay, nowMs: number): HalfDayNow {
  const { slots, questionsAtMs } = placeHalfDay(halfDay);
  const { endsAtMs } = halfDay;
  if (endsAtMs !== null && nowMs >= endsAtMs) return { kind: 'over' };
  if (questionsAtMs !== null && nowMs >= questionsAtMs) return { kind: 'questions' };
  // Who is late makes way for the next: each programme begins at its own hour.
  const slot = slots.findLast(({ startsAtMs }) => startsAtMs <= nowMs);
  if (slot === undefined) return { kind: 'before', nextAtMs: slots[0]?.startsAtMs ?? questionsAtMs };
  if (nowMs < slot.overAtMs) {
    return { kind: 'programme', key: slot.key, positionMs: nowMs - slot.startsAtMs };
  }
  return slot.nextAtMs === null ? { kind: 'over' } : { kind: 'break', nextAtMs: slot.nextAtMs };
}

const AFTERNOON_FROM = '12:30';

export const HALVES = ['morning', 'afternoon'] as const;
export type Half = (typeof HALVES)[number];

/** By the clocks of a zone. */
export interface NamedHalf {
  /** `2020-10-12` */
  day: string;
  half: Half;
}

export function halfOf(instant: Date, timeZone: string): NamedHalf {
  const [day = '', time = ''] = wallClock(instant, timeZone).split('T');
  return { day, half: time < AFTERNOON_FROM ? 'morning' : 'afternoon' };
}

export const sameHalf = (a: NamedHalf, b: NamedHalf): boolean => a.day === b.day && a.half === b.half;

/** The joint questions of a half-day. */
export interface QuestionBlock {
  startsAtMs: number;
  endsAtMs: number;
}

export interface SharedHalf<T> extends NamedHalf {
  /** In the order of their hours. */
  slots: T[];
  questions: QuestionBlock | null;
}

/** Which programmes share a half-day, and its questions: those of one day in the session's own zone, before noon or after. */
export function halfDaysOf<T extends { startsAtMs: number }>(
  slots: readonly T[],
  questions: readonly QuestionBlock[],
  timeZone: string,
): SharedHalf<T>[] {
  const halves = new Map<string, SharedHalf<T>>();
  const halfAt = (ms: number): SharedHalf<T> => {
    const named = halfOf(new Date(ms), timeZone);
    const key = `${named.day} ${named.half === 'morning' ? 0 : 1}`;
    const half = halves.get(key) ?? { ...named, slots: [], questions: null };
    halves.set(key, half);
    return half;
  };
  for (const slot of byHour(slots)) halfAt(slot.startsAtMs).slots.push(slot);
  for (const { startsAtMs, endsAtMs } of questions) {
    halfAt(startsAtMs).questions = { startsAtMs, endsAtMs };
  }
  return [...halves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, half]) => half);
}

/** Hours are announced in whole steps of so much: as in 2020. */
export const HOUR_STEP_MS = 5 * 60_000;

/**
 * One programme after the other, in this order: each begins when the one before is over and the pause has passed, at
 * the next whole five minutes. The last hour is that of what follows all of them.
 */
export function hoursInARow(
  lengthsMs: readonly number[],
  { startsAtMs, pauseMs }: { startsAtMs: number; pauseMs: number },
): { startsAtMs: number[]; thenMs: number } {
  const hours: number[] = [];
  let next = startsAtMs;
  for (const lengthMs of lengthsMs) {
    hours.push(next);
    next = Math.ceil((next + lengthMs + pauseMs) / HOUR_STEP_MS) * HOUR_STEP_MS;
  }
  return { startsAtMs: hours, thenMs: next };
}
