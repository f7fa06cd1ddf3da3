import type { ScreeningPosition } from '@rostrum/domain';
import { mark } from '../cards/mark.ts';
import type { Parts } from '../parts.ts';
import type { QuestionBlockRecord } from '../ports/store/half-days.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { ScreeningRecord } from '../ports/store/screenings.ts';
import type { Repositories } from '../ports/store.ts';
import { clockOf, positionOf } from '../screenings/screening-standing.ts';
import { found } from '../sessions/who-may.ts';

export interface PlannedHours {
  session: SessionRecord;
  /** In the order in which they are held; with the screening that stands, over or not. */
  reviews: {
    review: ReviewRecord;
    /** Of what is published, cards included; null where nothing is. */
    lengthMs: number | null;
    screening: (Pick<ScreeningRecord, 'startsAt' | 'version'> & Pick<ScreeningPosition, 'phase'>) | null;
  }[];
  questions: QuestionBlockRecord[];
  /** Of all hours: another one, and somebody planned otherwise meanwhile. */
  mark: string;
}

/** What runs when in a session, as it is planned. @throws Problem not_found */
export async function plannedHoursOf(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { sessionId }: { sessionId: string },
): Promise<PlannedHours> {
  const session = found(await store.reviews.session(sessionId));
  const [reviews, published, screenings, questions] = await Promise.all([
    store.reviews.ofSession(sessionId),
    store.programmes.publishedOfSession(sessionId),
    store.screenings.currentOfSession(sessionId),
    store.halfDays.questionsOf(sessionId),
  ]);
  const now = clock.now();
  return {
    session,
    reviews: reviews.map((review) => {
      const lengthMs = published.find(({ reviewId }) => reviewId === review.id)?.lengthMs || null;
      const screening = screenings.find(({ reviewId }) => reviewId === review.id);
      return {
        review,
        lengthMs,
        screening: screening
          ? {
              startsAt: screening.startsAt,
              version: screening.version,
              phase: positionOf({ clock: clockOf(screening, lengthMs) }, now).phase,
            }
          : null,
      };
    }),
    questions,
    mark: markOfHours(reviews, questions),
  };
}

function markOfHours(reviews: readonly ReviewRecord[], questions: readonly QuestionBlockRecord[]): string {
  const hours = reviews.map(({ id, presessionAt }) => `${id} ${presessionAt?.toISOString() ?? ''}`).sort();
  const blocks = questions.map(({ startsAt, endsAt }) => `${startsAt.toISOString()} ${endsAt.toISOString()}`);
  return mark('hours', ...hours, ...blocks);
}

export async function markOfSession(
  store: Pick<Repositories, 'reviews' | 'halfDays'>,
  sessionId: string,
): Promise<string> {
  const reviews = await store.reviews.ofSession(sessionId);
  return markOfHours(reviews, await store.halfDays.questionsOf(sessionId));
}
