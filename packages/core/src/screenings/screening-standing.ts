import { type ScreeningClock, type ScreeningPosition, screeningAt } from '@rostrum/domain';
import type { RevisionWithItems } from '../ports/store/programmes.ts';
import type { ScreeningRecord } from '../ports/store/screenings.ts';
import type { Repositories } from '../ports/store.ts';
import { type TimedItem, type TimedRevision, timedRevision } from '../programmes/programme-of.ts';

type Reads = Pick<Repositories, 'screenings' | 'programmes' | 'titleCards' | 'statements' | 'invitations'>;

/** A screening with the programme that it shows: always the published one. */
export interface ScreeningStanding {
  screening: ScreeningRecord;
  clock: ScreeningClock;
  /** Null while nothing is published that plays. */
  revision: RevisionWithItems | null;
  items: TimedItem[];
  /** Of the programme: addresses signed under another are void. */
  epoch: number;
}

/** Of the screening that stands for a review; null where there is none. */
export async function screeningStanding(store: Reads, reviewId: string): Promise<ScreeningStanding | null> {
  const screening = await store.screenings.current(reviewId);
  return screening && (await standingOf(store, screening));
}

/** Of one by its id; null where it was cancelled, or another took its place. */
export async function screeningStandingById(store: Reads, id: string): Promise<ScreeningStanding | null> {
  const screening = await store.screenings.byId(id);
  const current = screening && (await store.screenings.current(screening.reviewId));
  return current?.id === id ? await standingOf(store, current) : null;
}

async function standingOf(store: Reads, screening: ScreeningRecord): Promise<ScreeningStanding> {
  const programme = await store.programmes.ofReview(screening.reviewId);
  const published = programme && (await store.programmes.published(programme.id));
  const timed = published && (await timedRevision(store, published));
  const revision = timed !== null && plays(timed) ? published : null;
  return {
    screening,
    clock: clockOf(screening, timed?.lengthMs ?? null),
    revision,
    items: timed?.items ?? [],
    epoch: programme?.epoch ?? 0,
  };
}

/** Of cards alone nothing plays: whoever would have spoken is listed. */
export const plays = ({ lengthMs }: Pick<TimedRevision, 'lengthMs'>): boolean => lengthMs > 0;

/** @param lengthMs of the programme; null or 0 while nothing plays, and nothing says how long it will be */
export function clockOf({ startsAt, overrides }: ScreeningRecord, lengthMs: number | null): ScreeningClock {
  return { startsAtMs: startsAt.getTime(), overrides, lengthMs: lengthMs || Number.POSITIVE_INFINITY };
}

/** Until a screening is over, its programme is shown in it alone: nobody is let in before the others. */
export function keepsProgramme(standing: Pick<ScreeningStanding, 'clock'> | null, now: Date): boolean {
  return standing !== null && positionOf(standing, now).phase !== 'ended';
}

export function positionOf({ clock }: Pick<ScreeningStanding, 'clock'>, now: Date): ScreeningPosition {
  return screeningAt(clock, now.getTime());
}
