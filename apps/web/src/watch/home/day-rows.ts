import { halfDaysOf, type SharedHalf } from '@rostrum/domain';
import type { Home, HomeReview } from '../api.ts';
import { hourOf } from './hour-of.ts';

export interface DaySlot {
  readonly startsAtMs: number;
  /** If it begins on time: as long as what is published, else as its slot. */
  readonly overAtMs: number;
  readonly one: HomeReview;
}
export type DayHalf = SharedHalf<DaySlot>;

/** Half-days that somebody planned as such: of several States, or with questions. Those that are over are left out. */
export function dayHalves({ session, reviews, questions, serverNow }: Home): DayHalf[] {
  const nowMs = Date.parse(serverNow);
  const slots = reviews.flatMap((one): DaySlot[] => {
    const at = hourOf(one);
    if (at === null) return [];
    const startsAtMs = Date.parse(at);
    return [{ startsAtMs, overAtMs: startsAtMs + (one.published?.lengthMs || one.review.slotMs), one }];
  });
  const blocks = questions.map(({ startsAt, endsAt }) => ({
    startsAtMs: Date.parse(startsAt),
    endsAtMs: Date.parse(endsAt),
  }));
  return halfDaysOf(slots, blocks, session.timeZone).filter(
    (half) => (half.slots.length > 1 || half.questions !== null) && endOf(half) > nowMs,
  );
}

function endOf({ slots, questions }: DayHalf): number {
  return Math.max(questions?.endsAtMs ?? 0, ...slots.map(({ overAtMs }) => overAtMs));
}

/** What runs now, if everything begins on time: whoever is late makes way for the next. */
export function isNow(
  { slots, questions }: DayHalf,
  { startsAtMs, overAtMs }: { startsAtMs: number; overAtMs: number },
  nowMs: number,
): boolean {
  const begins = [...slots.map((slot) => slot.startsAtMs), ...(questions ? [questions.startsAtMs] : [])];
  const next = Math.min(...begins.filter((ms) => ms > startsAtMs));
  return startsAtMs <= nowMs && nowMs < Math.min(overAtMs, next);
}
