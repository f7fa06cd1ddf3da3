import { type Actor, newId, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { ScreeningRecord } from '../ports/store/screenings.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { positionOf, screeningStanding } from './screening-standing.ts';

export interface ScheduleScreening {
  actor: Actor;
  reviewId: string;
  startsAt: Date;
  /** IANA. */
  timeZone: string;
  /** Of the screening that was looked at and is to be moved; null where there was none, or the last one was over. */
  version: number | null;
}

/**
 * Plans the hour at which a review's programme is shown to everybody, or moves it. From here on the programme is shown
 * in its screening alone, until that is over: every address of it is void. Where it was held meanwhile, another one
 * takes its place: what was done to it stays written down, and delays the announced hour by nothing.
 * @throws Problem not_allowed | not_found | instant_passed | stale | screening_begun
 */
export async function scheduleScreening(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, reviewId, startsAt, timeZone, version }: ScheduleScreening,
): Promise<ScreeningRecord> {
  const staff = requireStaff(actor);
  const { sessionId } = found(await store.reviews.byId(reviewId));
  await store.programmes.ensure(newId(), reviewId);
  return await store.transaction(async (tx) => {
    const programme = found(await tx.programmes.lock(reviewId));
    const now = clock.now();
    if (startsAt <= now) throw new Problem('instant_passed');
    const standing = await screeningStanding(tx, reviewId);
    const open = standing !== null && positionOf(standing, now).phase !== 'ended' ? standing : null;
    if ((open?.screening.version ?? null) !== version) throw new Problem('stale');
    if (open !== null && positionOf(open, now).phase !== 'waiting') throw new Problem('screening_begun');
    const former = open?.screening ?? null;
    const kept = former !== null && former.overrides.length === 0;
    const id = kept ? former.id : newId();
    if (kept) {
      await tx.screenings.change(id, { startsAt, timeZone });
    } else {
      if (former !== null) await tx.screenings.cancel(former.id, now);
      await tx.screenings.add({
        id,
        reviewId,
        startsAt,
        timeZone,
        createdAt: now,
        createdById: staff.userId,
        ...(former === null ? {} : { version: former.version + 1 }),
      });
      await tx.programmes.raiseEpoch(programme.id);
    }
    await tx.audit({
      action: open === null ? 'screening.scheduled' : 'screening.moved',
      actor,
      subject: { kind: 'programme', id: programme.id },
      payload: { screeningId: id, startsAt: startsAt.toISOString(), timeZone },
    });
    tx.afterCommit(() => events.publish({ sessionId, reviewId, what: 'programme' }));
    return found(await tx.screenings.byId(id));
  });
}
