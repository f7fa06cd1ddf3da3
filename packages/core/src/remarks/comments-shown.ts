import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { RemarkRecord } from '../ports/store/remarks.ts';

/**
 * What of the comments a speaker is shown: what stood when the word that stands now was said, and is not settled
 * since. Until a decision they are drafts; what is written after one goes with the next.
 */
export function commentsShown<T extends Pick<RemarkRecord, 'createdAt' | 'resolvedAt'>>(
  comments: readonly T[],
  decision: Pick<DecisionRecord, 'decidedAt'> | null,
): T[] {
  if (decision === null) return [];
  return comments.filter(
    ({ createdAt, resolvedAt }) => createdAt <= decision.decidedAt && resolvedAt === null,
  );
}
