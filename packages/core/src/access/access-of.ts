import {
  type Audience,
  audienceAt,
  type Tier,
  type WatchWindow,
  type WindowState,
  windowAt,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import { found } from '../sessions/who-may.ts';

export interface AccessState {
  session: SessionRecord;
  window: WatchWindow;
  windowState: WindowState;
  reviews: {
    review: ReviewRecord;
    tier: Tier;
    /** Of what is published, whom it reaches now by its consents; null where nothing is. */
    reaches: Audience | null;
  }[];
  serverNow: Date;
}

/** Who may watch the programmes of a session, and when. @throws Problem not_found */
export async function accessOf(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { sessionId }: { sessionId: string },
): Promise<AccessState> {
  const session = found(await store.reviews.session(sessionId));
  const [window, reviews, tiers, published] = await Promise.all([
    store.access.window(sessionId),
    store.reviews.ofSession(sessionId),
    store.access.tiersOf(sessionId),
    store.access.publishedOf({ sessionId }),
  ]);
  const now = clock.now();
  return {
    session,
    window: found(window),
    windowState: windowAt(found(window), now),
    reviews: reviews.map((review) => {
      const shown = published.find(({ reviewId }) => reviewId === review.id);
      return {
        review,
        tier: tiers.find(({ reviewId }) => reviewId === review.id)?.tier ?? NEW_TIER,
        reaches: shown === undefined ? null : audienceAt(shown, now),
      };
    }),
    serverNow: now,
  };
}

/** Of a programme that nobody looked at yet. */
const NEW_TIER: Tier = { audience: 'missions', publicFrom: null };
