import type { ChecklistNow } from '../checklist/use-checklist.ts';
import type { Comment, Note, RemarksNow } from '../remarks/use-remarks.ts';
import type { Changed } from './changed.ts';

interface Said {
  readonly remarks: RemarksNow | undefined;
  readonly checklist: ChecklistNow | undefined;
}

/** What colleagues noted, commented, answered or took back between two looks. One's own word is no news, nor is a first look. */
export function whatWasSaid(before: Said, now: Said): Changed[] {
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
  // Settled, opened again, removed, taken back, or about another take: no text tells it, and it is no less a word.
  const judged = before.remarks && now.remarks && before.remarks.judgedAt !== now.remarks.judgedAt;
  return found.length === 0 && judged ? [{ what: 'other' }] : found;
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
