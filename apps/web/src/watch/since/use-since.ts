import { useEffect, useMemo } from 'react';
import type { Home, Item, Programme } from '../api.ts';
import { keepSeen, readSeen, readVisit } from './kept-seen.ts';
import { afterHome, afterProgramme, type Since, sinceInProgramme, sinceOnHome } from './seen.ts';

/** What became of each programme since somebody was here. While the links show nothing, nothing was taken away. */
export function useSinceOnHome(home: Home | null): ReadonlyMap<string, Since> {
  const reviews = home?.window.state === 'open' ? home.reviews : null;
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

/** Whoever is there while everybody sees a programme has seen it. */
export function useSeenTogether(
  reviewId: string,
  number: number | null,
  items: readonly Item[] | null,
): void {
  useEffect(() => {
    if (number !== null && items !== null) keepSeen(afterProgramme(readSeen(), reviewId, { number, items }));
  }, [reviewId, number, items]);
}

export function useSinceInProgramme({ review, revision }: Programme) {
  const since = useMemo(() => sinceInProgramme(readVisit(), review.id, revision), [review.id, revision]);
  useEffect(() => keepSeen(afterProgramme(readSeen(), review.id, revision)), [review.id, revision]);
  return since;
}
