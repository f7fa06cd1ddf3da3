import { type Parts, type ScreeningStanding, screeningStanding, screeningStandingById } from '@rostrum/core';
import { BrieflyKept } from './briefly-kept.ts';

/**
 * What stands of a screening, for everybody who asks at the same time. What a coordinator does takes effect three
 * seconds later, so that a process that hears of it by the database alone is in time, too.
 */
export interface LiveScreenings {
  ofReview(reviewId: string): Promise<ScreeningStanding | null>;
  byId(id: string): Promise<ScreeningStanding | null>;
  /** What a whole audience asks for within the same seconds: read and moved onto the timeline once. */
  segment(key: string, load: () => Promise<Buffer>): Promise<Buffer>;
  close(): void;
}

const KEPT_MS = 1_000;
const SEGMENTS_KEPT_MS = 15_000;
/** Of all renditions and the sound, what lies between the first viewer and the last: some ten megabytes. */
const MOST_SEGMENTS = 60;

export function createLiveScreenings(parts: Pick<Parts, 'store' | 'events'>): LiveScreenings {
  const byReview = new BrieflyKept<ScreeningStanding | null>({ keepMs: KEPT_MS, most: 500 });
  const byId = new BrieflyKept<ScreeningStanding | null>({ keepMs: KEPT_MS, most: 500 });
  const segments = new BrieflyKept<Buffer>({ keepMs: SEGMENTS_KEPT_MS, most: MOST_SEGMENTS });
  const unsubscribe = parts.events.subscribe(({ what }) => {
    if (what !== 'programme' && what !== 'statement') return;
    byReview.forget();
    byId.forget();
    // What was withdrawn is held nowhere.
    segments.forget();
  });
  return {
    ofReview: (reviewId) => byReview.get(reviewId, () => screeningStanding(parts.store, reviewId)),
    byId: (id) => byId.get(id, () => screeningStandingById(parts.store, id)),
    segment: (key, load) => segments.get(key, load),
    close() {
      unsubscribe();
      segments.forget();
    },
  };
}
