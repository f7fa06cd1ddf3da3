import type { Presence, PresentRecord } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function presenceRepository(client: PrismaExecutor): Presence {
  return {
    async seen({ statementId, userId, pageId, at }) {
      const key = { statementId, userId, pageId };
      const { count } = await client.presence.updateMany({ where: key, data: { seenAt: at } });
      if (count > 0) return false;
      await client.presence.createMany({ data: [{ ...key, seenAt: at, since: at }], skipDuplicates: true });
      return true;
    },
    async left(page) {
      return (await client.presence.deleteMany({ where: page })).count > 0;
    },
    async present(statementId) {
      const rows = await client.presence.findMany({
        where: { statementId },
        orderBy: [{ since: 'asc' }, { userId: 'asc' }],
        select: { userId: true, since: true, user: { select: { name: true } } },
      });
      const people = new Map<string, PresentRecord>();
      for (const { userId, since, user } of rows) {
        if (!people.has(userId)) people.set(userId, { userId, name: user.name, since });
      }
      return [...people.values()];
    },
    async forget(statementId, before) {
      return (await client.presence.deleteMany({ where: { statementId, seenAt: { lt: before } } })).count > 0;
    },
    async forgetAll(before) {
      return (await client.presence.deleteMany({ where: { seenAt: { lt: before } } })).count;
    },
  };
}
