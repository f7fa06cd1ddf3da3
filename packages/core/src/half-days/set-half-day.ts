import { type Actor, halfOf, type NamedHalf, newId, Problem, sameHalf } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { scheduleScreening } from '../screenings/schedule-screening.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { markOfSession, type PlannedHours, plannedHoursOf } from './planned-hours-of.ts';

export interface SetHalfDay extends NamedHalf {
  actor: Actor;
  sessionId: string;
  /** Of what was looked at. */
  mark: string;
  /** Those that run in it; whoever ran in it and is not named has no hour any more. */
  slots: readonly {
    reviewId: string;
    startsAt: Date;
    /** Of the screening that was looked at; null where none was. */
    version: number | null;
    /** Its programme is shown to everybody at that hour: a screening is planned where none waits. */
    screening: boolean;
  }[];
  questions: { startsAt: Date; endsAt: Date } | null;
}

type Needs = Pick<Parts, 'store' | 'clock' | 'events'>;

/**
 * Plans the hours of a half-day. A screening that waits moves with its State's hour; one that has begun stays where
 * it is. Hours and questions are one write; each screening then is one of its own, and asked for again it is done.
 * @throws Problem not_allowed | not_found | request_invalid | stale | screening_begun | instant_passed
 */
export async function setHalfDay(parts: Needs, wanted: SetHalfDay): Promise<void> {
  const { actor, sessionId } = wanted;
  requireStaff(actor);
  const before = await plannedHoursOf(parts, { sessionId });
  const screenings = mustFit(parts, wanted, before);
  const { timeZone } = before.session;
  await writeHours(parts, wanted, timeZone);
  for (const { reviewId, startsAt, version } of screenings) {
    await scheduleScreening(parts, { actor, reviewId, startsAt, timeZone, version });
  }
}

interface WantedScreening {
  reviewId: string;
  startsAt: Date;
  version: number | null;
}

/** Looked at before anything is written. Returns the screenings that are to be planned or moved. */
function mustFit(
  { clock }: Pick<Parts, 'clock'>,
  wanted: SetHalfDay,
  { session, reviews }: PlannedHours,
): WantedScreening[] {
  const { slots, questions } = wanted;
  const isInside = (at: Date) => sameHalf(halfOf(at, session.timeZone), wanted);
  const wrong = (detail: string) => new Problem('request_invalid', { detail });
  if (new Set(slots.map(({ reviewId }) => reviewId)).size !== slots.length)
    throw wrong('A State is there twice.');
  if (!slots.every(({ startsAt }) => isInside(startsAt))) throw wrong('An hour lies in another half-day.');
  if (questions !== null && !isInside(questions.startsAt))
    throw wrong('The questions lie in another half-day.');
  if (questions !== null && questions.endsAt <= questions.startsAt)
    throw wrong('The questions end before they begin.');
  const now = clock.now();
  const named = new Set(slots.map(({ reviewId }) => reviewId));
  for (const { review, screening } of reviews) {
    // Whoever is taken out keeps no screening at an hour that nobody plans any more.
    const waits = screening?.phase === 'waiting' && isInside(screening.startsAt);
    if (waits && !named.has(review.id)) throw new Problem('conflict');
  }
  return slots.flatMap(({ reviewId, startsAt, version, screening }) => {
    const standing = found(reviews.find(({ review }) => review.id === reviewId)).screening;
    const moves = standing !== null && standing.startsAt.getTime() !== startsAt.getTime();
    if (standing !== null && standing.phase !== 'waiting') {
      if (moves && standing.phase === 'playing') throw new Problem('screening_begun');
      // What is over was shown; another is planned at the programme itself.
      return [];
    }
    if ((standing?.version ?? null) !== version) throw new Problem('stale');
    if (!moves && (standing !== null || !screening)) return [];
    if (startsAt <= now) throw new Problem('instant_passed');
    return [{ reviewId, startsAt, version }];
  });
}

async function writeHours({ store, events }: Needs, wanted: SetHalfDay, timeZone: string): Promise<void> {
  const { actor, sessionId, slots, questions, day, half } = wanted;
  await store.transaction(async (tx) => {
    found(await tx.reviews.lockSession(sessionId));
    if ((await markOfSession(tx, sessionId)) !== wanted.mark) throw new Problem('stale');
    const isInside = (at: Date) => sameHalf(halfOf(at, timeZone), wanted);
    for (const { id, presessionAt } of await tx.reviews.ofSession(sessionId)) {
      const slot = slots.find(({ reviewId }) => reviewId === id);
      const hour = slot?.startsAt ?? (presessionAt !== null && isInside(presessionAt) ? null : presessionAt);
      if (hour?.getTime() === presessionAt?.getTime()) continue;
      await tx.planning.updateReview(id, { presessionAt: hour });
      tx.afterCommit(() => events.publish({ sessionId, reviewId: id, what: 'programme' }));
    }
    const former = await tx.halfDays.questionsOf(sessionId);
    await tx.halfDays.removeQuestions(
      former.filter(({ startsAt }) => isInside(startsAt)).map(({ id }) => id),
    );
    if (questions !== null) await tx.halfDays.addQuestions({ id: newId(), sessionId, ...questions });
    await tx.audit({
      action: 'session.half_day_set',
      actor,
      subject: { kind: 'session', id: sessionId },
      payload: {
        day,
        half,
        states: slots.length,
        questionsAt: questions?.startsAt.toISOString() ?? null,
        questionsEndAt: questions?.endsAt.toISOString() ?? null,
      },
    });
  });
}
