import type { Checklists } from '@rostrum/core';
import { CHECKLIST_ANSWERS, ChecklistQuestions } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import { jsonOrNull } from './json.ts';
import { oneOf } from './one-of.ts';

export function checklistsRepository(client: PrismaExecutor): Checklists {
  return {
    async ofSession(id) {
      const row = await client.uprSession.findUnique({ where: { id }, select: { checklist: true } });
      return row === null || row.checklist === null ? null : ChecklistQuestions.parse(row.checklist);
    },
    async setOfSession(id, questions) {
      await client.uprSession.update({
        where: { id },
        data: { checklist: jsonOrNull(questions?.map((question) => ({ ...question })) ?? null) },
      });
    },
    async answers(takeId) {
      const rows = await client.checklistAnswer.findMany({ where: { takeId } });
      return rows.map((row) => ({ ...row, answer: oneOf(CHECKLIST_ANSWERS, row.answer) }));
    },
    async answer({ takeId, question, ...said }) {
      await client.checklistAnswer.upsert({
        where: { takeId_question: { takeId, question } },
        create: { takeId, question, ...said },
        update: said,
      });
    },
    async takeBack(takeId, question) {
      await client.checklistAnswer.deleteMany({ where: { takeId, question } });
    },
  };
}
