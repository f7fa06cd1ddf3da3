import type { DecisionRecord, Decisions } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';
import type { Decision } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

const NEWEST_FIRST = [{ decidedAt: 'desc' }, { id: 'desc' }] as const;
/** Where one is free to be answered or taken back. */
const OPEN = { answer: null, undoneAt: null } as const;

function toDecision(row: Decision): DecisionRecord {
  return {
    ...row,
    kind: oneOf(['approve', 'ask_changes', 'decline'], row.kind),
    answer: row.answer === null ? null : oneOf(['yes', 'no'], row.answer),
  };
}

export function decisionsRepository(client: PrismaExecutor): Decisions {
  return {
    async byId(id) {
      const row = await client.decision.findUnique({ where: { id } });
      return row && toDecision(row);
    },
    async ofStatement(statementId) {
      const rows = await client.decision.findMany({ where: { statementId }, orderBy: [...NEWEST_FIRST] });
      return rows.map(toDecision);
    },
    async standing(statementIds) {
      const rows = await client.decision.findMany({
        where: { statementId: { in: [...statementIds] }, undoneAt: null },
        orderBy: [...NEWEST_FIRST],
      });
      return rows.map(toDecision);
    },
    async add(decision) {
      await client.decision.create({ data: decision });
    },
    async answer(id, answer, note, at) {
      const { count } = await client.decision.updateMany({
        where: { id, ...OPEN },
        data: { answer, answerNote: note, answeredAt: at },
      });
      return count === 1;
    },
    async undo(id, at) {
      const { count } = await client.decision.updateMany({ where: { id, ...OPEN }, data: { undoneAt: at } });
      return count === 1;
    },
    async deciders(userIds) {
      const rows = await client.user.findMany({
        where: { id: { in: [...new Set(userIds)] } },
        select: { id: true, name: true },
      });
      return new Map(rows.map((row) => [row.id, row.name]));
    },
  };
}
