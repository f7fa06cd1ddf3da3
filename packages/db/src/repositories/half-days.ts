import type { HalfDays } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function halfDaysRepository({ questionBlock }: PrismaExecutor): HalfDays {
  return {
    questionsOf: (sessionId) =>
      questionBlock.findMany({ where: { sessionId }, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] }),
    async addQuestions(block) {
      await questionBlock.create({ data: block });
    },
    async removeQuestions(ids) {
      await questionBlock.deleteMany({ where: { id: { in: [...ids] } } });
    },
  };
}
