import type { MediaSetRecord, MediaSets } from '@rostrum/core';
import { MediaSet } from '@rostrum/domain';
import { Prisma, type PrismaExecutor } from '../client.ts';
import type { MediaSet as Row } from '../generated/client.ts';
import { editOf } from './cuts.ts';

function record(row: Row): MediaSetRecord {
  return {
    id: row.id,
    statementId: row.statementId,
    complete: row.complete,
    manifest: MediaSet.parse(row.manifest),
  };
}

export function mediaSetsRepository(client: PrismaExecutor): MediaSets {
  const write = async (id: string, manifest: MediaSet, complete: boolean) => {
    const { count } = await client.mediaSet.updateMany({
      where: { id, complete: false },
      data: { manifest, complete },
    });
    return count > 0;
  };
  return {
    async get(id) {
      const row = await client.mediaSet.findUnique({ where: { id } });
      return row && record(row);
    },
    async shows(id) {
      const row = await client.mediaSet.findUnique({
        where: { id },
        select: { take: true, cut: { include: { take: true } } },
      });
      const take = row?.take ?? row?.cut?.take;
      if (!take) return null;
      const cut = row?.cut ?? null;
      return {
        takeId: take.id,
        takeMs: take.measuredMs,
        edit: cut && editOf(cut),
        onlySilence: cut?.removesOnlySilence === true,
      };
    },
    async many(ids) {
      const rows = await client.mediaSet.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(record);
    },
    async add(set) {
      await client.mediaSet.create({ data: set });
    },
    grow: (id, manifest) => write(id, manifest, false),
    complete: (id, manifest) => write(id, manifest, true),
    async showPoster(id, { former, manifest }) {
      const { count } = await client.mediaSet.updateMany({
        where: { id, complete: true, manifest: { path: ['poster'], equals: former ?? Prisma.JsonNull } },
        data: { manifest },
      });
      return count > 0;
    },
    async remove(id) {
      await client.mediaSet.deleteMany({ where: { id } });
    },
  };
}
