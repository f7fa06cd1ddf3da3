import { halfDaysOf, type QuestionBlock, sameHalf } from '@rostrum/domain';
import type { Home, HomeReview } from '../api.ts';
import { hourOf } from '../home/hour-of.ts';

/** What follows a screening on its day. */
export type NextInDay =
  | {
      readonly kind: 'state';
      readonly one: HomeReview;
      readonly startsAtMs: number;
      /** Of the same half-day: whoever sees one through is there for the next. */
      readonly sameHalf: boolean;
    }
  | ({ readonly kind: 'questions' } & QuestionBlock)
  | { readonly kind: 'over' };

interface Slot {
  readonly startsAtMs: number;
  readonly one: HomeReview;
}

/**
 * @param startedAtMs when the screening began that is over: nobody lists it any more
 * @returns null where the day has nothing else: a screening of its own, and no half-day
 */
export function nextInDay(
  { session, reviews, questions }: Pick<Home, 'session' | 'reviews' | 'questions'>,
  { reviewId, startedAtMs, nowMs }: { reviewId: string; startedAtMs: number; nowMs: number },
): NextInDay | null {
  const slots = reviews.flatMap((one): Slot[] => {
    if (one.review.id === reviewId) return [{ startsAtMs: startedAtMs, one }];
    const at = hourOf(one);
    return at === null ? [] : [{ startsAtMs: Date.parse(at), one }];
  });
  const blocks = questions.map(({ startsAt, endsAt }) => ({
    startsAtMs: Date.parse(startsAt),
    endsAtMs: Date.parse(endsAt),
  }));
  const halves = halfDaysOf(slots, blocks, session.timeZone);
  const own = halves.find((half) => half.slots.some(({ one }) => one.review.id === reviewId));
  const ofDay = halves.filter(({ day }) => day === own?.day);
  const shared =
    ofDay.some((half) => half.questions !== null) || ofDay.flatMap((half) => half.slots).length > 1;
  if (own === undefined || !shared) return null;
  const ahead = ofDay.flatMap((half): (NextInDay & { startsAtMs: number })[] => {
    const states = half.slots.flatMap(({ one, startsAtMs }) => {
      const here = one.review.id === reviewId || startsAtMs < startedAtMs;
      // What is listed with its screening is not over, however late it is.
      const over = one.screening === null && startsAtMs + (one.published?.lengthMs ?? 0) <= nowMs;
      return here || over ? [] : [{ kind: 'state', one, startsAtMs, sameHalf: sameHalf(half, own) } as const];
    });
    const { questions } = half;
    return questions === null || questions.endsAtMs <= nowMs
      ? states
      : [...states, { kind: 'questions', ...questions } as const];
  });
  const [next] = ahead.sort((a, b) => a.startsAtMs - b.startsAtMs);
  return next ?? { kind: 'over' };
}
