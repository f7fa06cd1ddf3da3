import type { MissionRecord, Missions } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';
import type { Mission } from '../generated/client.ts';
import { openingsOf } from './links.ts';

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
    async setAddresses(addresses) {
      const codes = addresses.map(({ stateCode }) => stateCode);
      const emails = addresses.map(({ email }) => email ?? '');
      await client.$executeRaw`
        update mission m set email = nullif(a.email, '')
        from unnest(${codes}::text[], ${emails}::text[]) as a (state_code, email)
        where m.state_code = a.state_code`;
    },
    async codes() {
      const rows = await client.mission.findMany({ select: { stateCode: true } });
      return new Set(rows.map((row) => row.stateCode));
    },
    async withLinks(sessionId, now) {
      const [rows, links, openings] = [
        await client.mission.findMany({ orderBy: { name: 'asc' } }),
        await client.accessLink.findMany({
          where: { sessionId, missionId: { not: null }, revokedAt: null, expiresAt: { gt: now } },
          select: {
            id: true,
            missionId: true,
            _count: { select: { devices: { where: { revokedAt: null, expiresAt: { gt: now } } } } },
          },
        }),
        await openingsOf(client, { sessionId, missionId: { not: null } }, now),
      ];
      return rows.map((row) => {
        const own = links.filter((link) => link.missionId === row.id);
        return {
          ...toMission(row),
          email: row.email,
          links: own.length,
          opened: own.reduce((sum, link) => sum + link._count.devices, 0),
          openings: own.reduce((sum, link) => sum + (openings.get(link.id) ?? 0), 0),
        };
      });
    },
  };
}
