import type { HomeReview } from '../api.ts';

/** When a State is shown, or has its Pre-session: by what is known now, else as it was announced. */
export function hourOf({ screening, review }: Pick<HomeReview, 'screening' | 'review'>): string | null {
  return screening?.beginsAt ?? screening?.startsAt ?? review.presessionAt;
}
