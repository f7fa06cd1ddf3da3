import type { ChecklistNow } from '../checklist/use-checklist.ts';
import type { Comment, Note, RemarkKind, RemarksNow } from '../remarks/use-remarks.ts';
import type { Changed } from './changed.ts';

interface Said {
  readonly remarks: RemarksNow | undefined;
  readonly checklist: ChecklistNow | undefined;
}

/** Whether it was settled, or opened again, by whoever looks: that tells no name. */
export type IsOwnSettling = (remarkId: string, settled: boolean) => boolean;

/** What colleagues noted, commented, answered or took back between two looks. One's own word is no news, nor is a first look. */
export function whatWasSaid(before: Said, now: Said, isOwn: IsOwnSettling = () => false): Changed[] {
  const found: Changed[] = [];
  if (before.remarks && now.remarks) {
    found.push(...written('note', before.remarks.notes, now.remarks.notes));
    found.push(...written('comment', before.remarks.comments, now.remarks.comments));
  }
  if (before.checklist && now.checklist && before.checklist.takeId === now.checklist.takeId) {
    for (const { id, text, answer } of now.checklist.questions) {
      if (answer === null || answer.mine) continue;
      const earlier = before.checklist.questions.find((one) => one.id === id)?.answer;
      if (earlier?.answer === answer.answer && earlier.remark === answer.remark) continue;
      found.push({ what: 'answered', by: answer.by, question: { id, text }, said: answer.answer });
    }
  }
  const judged = before.remarks && now.remarks && before.remarks.judgedAt !== now.remarks.judgedAt;
  if (!judged) return found;
  found.push(...settled('note', before.remarks.notes, now.remarks.notes, isOwn));
  found.push(...settled('comment', before.remarks.comments, now.remarks.comments, isOwn));
  found.push(...takenBack(before.checklist, now.checklist));
  // About another take, or there and gone between two looks: no text tells it, and it is no less a word.
  return found.length === 0 ? [{ what: 'other' }] : found;
}

function settled(
  kind: RemarkKind,
  before: readonly (Note | Comment)[],
  now: readonly (Note | Comment)[],
  isOwn: IsOwnSettling,
): Changed[] {
  return before.flatMap((earlier): Changed[] => {
    const atMs = earlier.startMs;
    const remark = now.find(({ id }) => id === earlier.id);
    if (!remark) return earlier.mine ? [] : [{ what: 'removed', kind, by: earlier.by, atMs }];
    const { id, resolvedAt, resolvedBy } = remark;
    if ((earlier.resolvedAt === null) === (resolvedAt === null) || isOwn(id, resolvedAt !== null)) return [];
    return [
      resolvedBy === null
        ? { what: 'reopened', kind, atMs }
        : { what: 'settled', kind, by: resolvedBy, atMs },
    ];
  });
}

/** One's own that is gone was most likely taken back by oneself. */
function takenBack(before: ChecklistNow | undefined, now: ChecklistNow | undefined): Changed[] {
  if (!before || before.takeId !== now?.takeId) return [];
  return before.questions.flatMap(({ id, text, answer }): Changed[] => {
    const gone = now.questions.some((one) => one.id === id && one.answer === null);
    return answer && !answer.mine && gone ? [{ what: 'unanswered', question: { id, text } }] : [];
  });
}

function written(
  what: 'note' | 'comment',
  before: readonly (Note | Comment)[],
  now: readonly (Note | Comment)[],
): Changed[] {
  return now.flatMap(({ id, by, mine, body }): Changed[] => {
    if (mine) return [];
    const earlier = before.find((one) => one.id === id);
    return earlier?.body === body ? [] : [{ what, by }];
  });
}
