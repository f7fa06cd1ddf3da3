import { useEffect, useMemo } from 'react';
import type { HomeReview, Programme } from '../api.ts';
import { keepSeen, readSeen, readVisit } from './kept-seen.ts';
import { afterHome, afterProgramme, type Since, sinceInProgramme, sinceOnHome } from './seen.ts';

/** What became of each programme since somebody was here. */
export function useSinceOnHome(reviews: readonly HomeReview[] | null): ReadonlyMap<string, Since> {
  const now = useMemo(
    () =>
      reviews?.map(({ review, published }) => ({ reviewId: review.id, number: published?.number ?? null })),
    [reviews],
  );
  const marks = useMemo(() => (now ? sinceOnHome(readSeen(), readVisit(), now) : new Map()), [now]);
  useEffect(() => {
    if (now) keepSeen(afterHome(readSeen(), readVisit(), now));
  }, [now]);
  return marks;
}

export function useSinceInProgramme({ review, revision }: Programme) {
  const since = useMemo(() => sinceInProgramme(readVisit(), review.id, revision), [review.id, revision]);
  useEffect(() => keepSeen(afterProgramme(readSeen(), review.id, revision)), [review.id, revision]);
  return since;
}
