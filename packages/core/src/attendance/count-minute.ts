import { type Actor, wallClock } from '@rostrum/domain';
import type { Parts } from '../parts.ts';

const MINUTE_MS = 60_000;
/** More pairs than a session has of missions and States. */
const MOST_KEPT = 20_000;

export interface AttendanceCounter {
  /** A page of this mission has the programme playing now. Whoever is not a mission is not counted. */
  watched(of: { actor: Actor; reviewId: string }): Promise<void>;
}

/**
 * Counts the minutes in which a mission had a State's programme playing. Its pages say so every few seconds; of what
 * they say in one minute the first is written, so that two people of one mission count as one, and nothing tells them
 * apart. What this process wrote last is kept, so that the others cost no query.
 */
export function createAttendanceCounter({ store, clock }: Pick<Parts, 'store' | 'clock'>): AttendanceCounter {
  const counted = new Map<string, number>();
  return {
    async watched({ actor, reviewId }) {
      if (actor.kind !== 'delegate') return;
      const { missionId } = actor;
      const minuteMs = Math.floor(clock.now().getTime() / MINUTE_MS) * MINUTE_MS;
      const key = `${missionId}/${reviewId}`;
      if ((counted.get(key) ?? Number.NEGATIVE_INFINITY) >= minuteMs) return;
      if (counted.size >= MOST_KEPT) counted.clear();
      counted.set(key, minuteMs);
      try {
        await count({ missionId, reviewId, minute: new Date(minuteMs) });
      } catch (error) {
        // The next page that says so tries again.
        counted.delete(key);
        throw error;
      }
    },
  };

  async function count(of: { missionId: string; reviewId: string; minute: Date }): Promise<void> {
    const review = await store.reviews.byId(of.reviewId);
    const session = review && (await store.reviews.session(review.sessionId));
    if (session === null) return;
    const day = new Date(`${wallClock(of.minute, session.timeZone).slice(0, 10)}T00:00:00Z`);
    await store.attendance.count({ ...of, day });
  }
}
