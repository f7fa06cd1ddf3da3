import type { Audience, Tier, WatchWindow } from '@rostrum/domain';

/** A programme that is published: whom that is for, and what those agreed to whom it shows. */
export interface PublishedTier {
  reviewId: string;
  tier: Tier;
  consents: Audience[];
}

export interface AccessRecords {
  /** Null where there is no such session. */
  window(sessionId: string): Promise<WatchWindow | null>;
  setWindow(sessionId: string, window: WatchWindow): Promise<void>;
  /** Sessions whose window has closed by then, and whose addresses were not made void for that end yet. */
  closedBy(now: Date): Promise<string[]>;
  /** Guarded: false where that was said of this end before, or the window has not closed by then. */
  markClosed(sessionId: string, now: Date): Promise<boolean>;
  setPublicFrom(programmeId: string, at: Date | null): Promise<void>;
  /** Addresses of a session's programmes that were handed out until now are void. */
  raiseEpochs(sessionId: string): Promise<void>;
  publishedOf(of: { sessionId: string } | { reviewId: string }): Promise<PublishedTier[]>;
  /** Of every review of a session that has a programme, published or not: whom its next publication is for. */
  tiersOf(sessionId: string): Promise<{ reviewId: string; tier: Tier }[]>;
}
