import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { CommentRecord } from '../ports/store/remarks.ts';

type Told = Pick<
  CommentRecord,
  'body' | 'createdAt' | 'editedAt' | 'resolvedAt' | 'openSince' | 'decidedBody' | 'decidedSince'
>;

/** The words are older than those that the staff see: those go with the next decision. */
export type Shown<T> = T & { asDecided: boolean };

/**
 * What of the comments a speaker is shown: what stood when the word that stands now was said, in the words that it had
 * then, and is not settled since. Until a decision they are drafts; what is written, rewritten or opened again after one
 * goes with the next.
 */
export function commentsShown<T extends Told>(
  comments: readonly T[],
  decision: Pick<DecisionRecord, 'decidedAt'> | null,
): Shown<T>[] {
  if (decision === null) return [];
  const { decidedAt } = decision;
  return comments.flatMap((comment): Shown<T>[] => {
    if (comment.resolvedAt !== null) return [];
    if (comment.openSince !== null && comment.openSince > decidedAt) return [];
    if (bodySince(comment) <= decidedAt) return [{ ...comment, asDecided: false }];
    const { decidedBody, decidedSince } = comment;
    if (decidedBody === null || decidedSince === null || decidedSince > decidedAt) return [];
    return [{ ...comment, body: decidedBody, asDecided: true }];
  });
}

/** Since when it reads as it does. */
export function bodySince({ createdAt, editedAt }: Pick<CommentRecord, 'createdAt' | 'editedAt'>): Date {
  return editedAt ?? createdAt;
}
