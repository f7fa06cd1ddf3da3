import type { History } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function historyRepository(client: PrismaExecutor): History {
  return {
    async ofSubjects(subjectIds) {
      const rows = await client.stateHistory.findMany({
        where: { subjectId: { in: [...subjectIds] } },
        orderBy: { id: 'asc' },
      });
      return rows.map((row) => ({
        at: row.at,
        machine: row.machine,
        subjectId: row.subjectId,
        from: row.fromState,
        to: row.toState,
        actorKind: row.actorKind,
        actorId: row.actorId,
        reason: row.reason,
      }));
    },
  };
}
