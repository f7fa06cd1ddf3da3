import { endConsent, type Parts } from '@rostrum/core';
import { BrieflyKept } from './briefly-kept.ts';

/** Takes from view what its speaker's consent covers no more, before anybody is told what is shown. */
export interface ConsentEnds {
  /** Of one review. Once it resolves, what is published names nothing whose consent has ended by now. */
  settle(reviewId: string): Promise<void>;
  close(): void;
}

const KEPT_MS = 1_000;

/**
 * Whoever asks first after the hour does it, and all who ask meanwhile wait for that: the rest of the time it is one
 * query a second and review, whatever the size of the audience, and nothing is written.
 */
export function createConsentEnds(parts: Pick<Parts, 'store' | 'clock' | 'events'>): ConsentEnds {
  const ends = new BrieflyKept<{ statementId: string; endsAt: Date }[]>({ keepMs: KEPT_MS, most: 500 });
  const ending = new BrieflyKept<void>({ keepMs: KEPT_MS, most: 500 });
  const unsubscribe = parts.events.subscribe(({ what }) => {
    if (what === 'programme' || what === 'statement') ends.forget();
  });
  return {
    async settle(reviewId) {
      const known = await ends.get(reviewId, () => parts.store.statements.publishedConsentEnds(reviewId));
      const now = parts.clock.now();
      const due = known.filter(({ endsAt }) => endsAt <= now).map(({ statementId }) => statementId);
      if (due.length === 0) return;
      await ending.get([reviewId, ...due].join('/'), async () => {
        for (const statementId of due) await endConsent(parts, { statementId });
      });
    },
    close: unsubscribe,
  };
}
