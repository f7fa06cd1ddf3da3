import { type Parts, type ScreeningStanding, screeningStanding, screeningStandingById } from '@rostrum/core';
import { BrieflyKept } from './briefly-kept.ts';

/**
 * What stands of a screening, for everybody who asks at the same time. What a coordinator does takes effect three
 * seconds later, so that a process that hears of it by the database alone is in time, too.
 */
export interface LiveScreenings {
  ofReview(reviewId: string): Promise<ScreeningStanding | null>;
  byId(id: string): Promise<ScreeningStanding | null>;
  close(): void;
}

const KEPT_MS = 1_000;

export function createLiveScreenings(parts: Pick<Parts, 'store' | 'events'>): LiveScreenings {
  const byReview = new BrieflyKept<ScreeningStanding | null>({ keepMs: KEPT_MS, most: 500 });
  const byId = new BrieflyKept<ScreeningStanding | null>({ keepMs: KEPT_MS, most: 500 });
  const unsubscribe = parts.events.subscribe(({ what }) => {
    if (what !== 'programme' && what !== 'statement') return;
    byReview.forget();
    byId.forget();
  });
  return {
    ofReview: (reviewId) => byReview.get(reviewId, () => screeningStanding(parts.store, reviewId)),
    byId: (id) => byId.get(id, () => screeningStandingById(parts.store, id)),
    close: unsubscribe,
  };
}
