import type { Remarks } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** Instants of the newest that somebody else did; `createdAt` is that of whoever wrote it, `resolvedAt` of whoever resolved. */
function newestOf(...dates: readonly (Date | null | undefined)[]): Date | null {
  return dates.reduce<Date | null>(
    (newest, date) => (date && (!newest || date > newest) ? date : newest),
    null,
  );
}

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
    async resolve(id, by) {
      const data = { resolvedAt: by?.at ?? null, resolvedById: by?.userId ?? null };
      return (await note.updateMany({ where: { id }, data })).count === 1;
    },
    async remove(id) {
      return (await note.deleteMany({ where: { id } })).count === 1;
    },
    async lastByOthers(statementId, userId) {
      const [written, resolved] = await Promise.all([
        note.aggregate({
          where: { statementId, madeById: { not: userId } },
          _max: { createdAt: true, editedAt: true },
        }),
        note.aggregate({
          where: { statementId, resolvedById: { not: userId } },
          _max: { resolvedAt: true },
        }),
      ]);
      return newestOf(written._max.createdAt, written._max.editedAt, resolved._max.resolvedAt);
    },
  };
}

export function commentsRepository({ comment }: PrismaExecutor): Remarks {
  return {
    byId: (id) => comment.findUnique({ where: { id } }),
    ofStatement: (statementId) => comment.findMany({ where: { statementId }, orderBy: [...OLDEST_FIRST] }),
    async add(remark) {
      await comment.create({ data: remark });
    },
    async rewrite(id, body, editedAt) {
      return (await comment.updateMany({ where: { id }, data: { body, editedAt } })).count === 1;
    },
    async resolve(id, by) {
      const data = { resolvedAt: by?.at ?? null, resolvedById: by?.userId ?? null };
      return (await comment.updateMany({ where: { id }, data })).count === 1;
    },
    async remove(id) {
      return (await comment.deleteMany({ where: { id } })).count === 1;
    },
    async lastByOthers(statementId, userId) {
      const [written, resolved] = await Promise.all([
        comment.aggregate({
          where: { statementId, madeById: { not: userId } },
          _max: { createdAt: true, editedAt: true },
        }),
        comment.aggregate({
          where: { statementId, resolvedById: { not: userId } },
          _max: { resolvedAt: true },
        }),
      ]);
      return newestOf(written._max.createdAt, written._max.editedAt, resolved._max.resolvedAt);
    },
  };
}
