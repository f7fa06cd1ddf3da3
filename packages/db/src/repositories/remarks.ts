import type { Comments, Judgements, Remarks } from '@rostrum/core';
import { Prisma, type PrismaExecutor } from '../client.ts';

const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] as const;
const OPEN = { resolvedAt: null, resolvedById: null } as const;

export function notesRepository({ note }: PrismaExecutor): Remarks {
  return {
    byId: (id) => note.findUnique({ where: { id } }),
    ofStatement: (statementId) => note.findMany({ where: { statementId }, orderBy: [...OLDEST_FIRST] }),
    async add(remark) {
      await note.create({ data: remark });
    },
    async rewrite(id, body, editedAt) {
      return (await note.updateMany({ where: { id }, data: { body, editedAt } })).count === 1;
    },
    async resolve(id, { at, userId }) {
      const data = { resolvedAt: at, resolvedById: userId };
      return (await note.updateMany({ where: { id }, data })).count === 1;
    },
    async reopen(id) {
      return (await note.updateMany({ where: { id }, data: OPEN })).count === 1;
    },
    async remove(id) {
      return (await note.deleteMany({ where: { id } })).count === 1;
    },
  };
}

export function commentsRepository({ comment }: PrismaExecutor): Comments {
  return {
    byId: (id) => comment.findUnique({ where: { id } }),
    ofStatement: (statementId) => comment.findMany({ where: { statementId }, orderBy: [...OLDEST_FIRST] }),
    async add(remark) {
      await comment.create({ data: remark });
    },
    async rewrite(id, body, editedAt) {
      return (await comment.updateMany({ where: { id }, data: { body, editedAt } })).count === 1;
    },
    async keepDecided(id, decidedBody, decidedSince) {
      await comment.updateMany({ where: { id }, data: { decidedBody, decidedSince } });
    },
    async resolve(id, { at, userId }) {
      const data = { resolvedAt: at, resolvedById: userId };
      return (await comment.updateMany({ where: { id }, data })).count === 1;
    },
    async reopen(id, openSince) {
      return (await comment.updateMany({ where: { id }, data: { ...OPEN, openSince } })).count === 1;
    },
    async remove(id) {
      return (await comment.deleteMany({ where: { id } })).count === 1;
    },
  };
}

export function judgementsRepository(client: PrismaExecutor): Judgements {
  return {
    async judged(statementId, userId, at) {
      await client.$executeRaw(Prisma.sql`
        insert into judgement (statement_id, user_id, at)
        values (${statementId}::uuid, ${userId}, greatest(${at}::timestamptz, (
          select max(at) + interval '1 millisecond' from judgement where statement_id = ${statementId}::uuid)))
        on conflict (statement_id, user_id) do update set at = excluded.at`);
    },
    async lastByOthers(statementId, userId) {
      const { _max } = await client.judgement.aggregate({
        where: { statementId, userId: { not: userId } },
        _max: { at: true },
      });
      return _max.at;
    },
  };
}
