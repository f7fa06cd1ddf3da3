import type { ChecklistView, RemarksView, RemarkView } from '@rostrum/contract';
import type { ChecklistState, RemarkState, RemarksState } from '@rostrum/core';
import type { z } from 'zod';
import { instant } from './common.ts';

function remarkView(remark: RemarkState): z.output<typeof RemarkView> {
  return {
    id: remark.id,
    takeId: remark.takeId,
    startMs: remark.startMs,
    endMs: remark.endMs,
    body: remark.body,
    by: remark.by,
    mine: remark.mine,
    createdAt: instant(remark.createdAt),
    editedAt: instant(remark.editedAt),
    resolvedAt: instant(remark.resolvedAt),
    resolvedBy: remark.resolvedBy,
  };
}

export function remarksView({
  notes,
  comments,
  shownIds,
  judgedAt,
}: RemarksState): z.output<typeof RemarksView> {
  return {
    notes: notes.map(remarkView),
    comments: comments.map((comment) => ({ ...remarkView(comment), shown: shownIds.has(comment.id) })),
    judgedAt: instant(judgedAt),
  };
}

export function checklistView({ takeId, cutId, questions }: ChecklistState): z.output<typeof ChecklistView> {
  return {
    takeId,
    cutId,
    questions: questions.map(({ id, text, answer, suggestion }) => ({
      id,
      text,
      answer: answer && {
        answer: answer.answer,
        remark: answer.remark,
        cutId: answer.cutId,
        by: answer.by,
        mine: answer.mine,
        at: instant(answer.answeredAt),
      },
      suggestion,
    })),
  };
}
