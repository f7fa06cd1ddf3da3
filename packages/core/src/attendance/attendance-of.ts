import type { Parts } from '../parts.ts';
import type { AttendanceRecord, AttendanceTotals } from '../ports/store/attendance.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import { found } from '../sessions/who-may.ts';

export interface AttendanceState {
  session: SessionRecord;
  /** In the order in which they are held. */
  reviews: { review: ReviewRecord; attended: AttendanceRecord[] }[];
  totals: { session: AttendanceTotals; all: AttendanceTotals };
}

/** Which missions watched which State's programme, and for how long. @throws Problem not_found */
export async function attendanceOf(
  { store }: Pick<Parts, 'store'>,
  { sessionId }: { sessionId: string },
): Promise<AttendanceState> {
  const session = found(await store.reviews.session(sessionId));
  const [reviews, attended, own, all] = await Promise.all([
    store.reviews.ofSession(sessionId),
    store.attendance.ofSession(sessionId),
    store.attendance.totals(sessionId),
    store.attendance.totals(null),
  ]);
  return {
    session,
    reviews: reviews.map((review) => ({
      review,
      attended: attended.filter(({ reviewId }) => reviewId === review.id),
    })),
    totals: { session: own, all },
  };
}
