import type { TitleCardRecord, TitleCards } from '@rostrum/core';
import { MediaSet } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import type { TitleCard } from '../generated/client.ts';

function record(row: TitleCard): TitleCardRecord {
  const { id, statementId, shows, facts, names, lengthMs, manifest } = row;
  return { id, statementId, shows, facts, names, lengthMs, manifest: MediaSet.parse(manifest) };
}

const UNNAMED = { statementId: null, items: { none: {} }, openings: { none: {} } } as const;

export function titleCardsRepository(client: PrismaExecutor): TitleCards {
  return {
    async byIds(ids) {
      if (ids.length === 0) return [];
      return (await client.titleCard.findMany({ where: { id: { in: [...ids] } } })).map(record);
    },
    async drawn(shows) {
      return (await client.titleCard.findMany({ where: { shows: { in: [...shows] } } })).map(record);
    },
    async byFacts(facts) {
      const row = await client.titleCard.findFirst({ where: { facts }, orderBy: { createdAt: 'desc' } });
      return row && record(row);
    },
    async ofStatement(statementId) {
      return (await client.titleCard.findMany({ where: { statementId } })).map(record);
    },
    async add(card) {
      const { count } = await client.titleCard.createMany({ data: [card], skipDuplicates: true });
      return count === 1;
    },
    async unnamed(before) {
      const rows = await client.titleCard.findMany({ where: { ...UNNAMED, createdAt: { lt: before } } });
      return rows.map(record);
    },
    async removeUnnamed(id) {
      const { count } = await client.titleCard.deleteMany({ where: { id, ...UNNAMED } });
      return count === 1;
    },
    async remove(ids) {
      await client.titleCard.deleteMany({ where: { id: { in: [...ids] } } });
    },
  };
}
