import type { MissionRecord, Missions } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';
import type { Mission } from '../generated/client.ts';

function toMission({ id, stateCode, name }: Mission): MissionRecord {
  return { id, stateCode, name };
}

export function missionsRepository(client: PrismaExecutor): Missions {
  return {
    async byId(id) {
      const row = await client.mission.findUnique({ where: { id } });
      return row && toMission(row);
    },
    async byStateCode(stateCode) {
      const row = await client.mission.findUnique({ where: { stateCode } });
      return row && toMission(row);
    },
    async addMissing(missions) {
      const { count } = await client.mission.createMany({ data: [...missions], skipDuplicates: true });
      return count;
    },
    async withLinks(sessionId, now) {
      const [rows, links] = [
        await client.mission.findMany({ orderBy: { name: 'asc' } }),
        await client.accessLink.findMany({
          where: { sessionId, missionId: { not: null }, revokedAt: null, expiresAt: { gt: now } },
          select: {
            missionId: true,
            _count: { select: { devices: { where: { revokedAt: null, expiresAt: { gt: now } } } } },
          },
        }),
      ];
      return rows.map((row) => {
        const own = links.filter((link) => link.missionId === row.id);
        return {
          ...toMission(row),
          links: own.length,
          opened: own.reduce((sum, link) => sum + link._count.devices, 0),
        };
      });
    },
  };
}
