import type { CodeRecord, DeviceRecord, LinkRecord, Links } from '@rostrum/core';
import { OPENINGS_WITHIN_MS } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import type { AccessLink, LinkCode, LinkDevice, Prisma } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

function toLink(row: AccessLink): LinkRecord {
  return {
    id: row.id,
    purpose: oneOf(['speaker', 'delegate'], row.purpose),
    invitationId: row.invitationId,
    missionId: row.missionId,
    sessionId: row.sessionId,
    email: row.email,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    firstUsedAt: row.firstUsedAt,
  };
}

function toDevice(row: LinkDevice): DeviceRecord {
  const { tokenHash: _, ...device } = row;
  return device;
}

function toCode(row: LinkCode): CodeRecord {
  return row;
}

/** By link, how often each was opened lately. */
export async function openingsOf(
  client: PrismaExecutor,
  link: Prisma.AccessLinkWhereInput,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await client.linkDevice.groupBy({
    by: ['linkId'],
    where: { link, openedAt: { gt: new Date(now.getTime() - OPENINGS_WITHIN_MS) } },
    _count: true,
  });
  return new Map(rows.map(({ linkId, _count }) => [linkId, _count]));
}

export function linksRepository(client: PrismaExecutor): Links {
  const revoke = async (which: Prisma.AccessLinkWhereInput, at: Date): Promise<number> => {
    await client.linkDevice.updateMany({ where: { revokedAt: null, link: which }, data: { revokedAt: at } });
    const { count } = await client.accessLink.updateMany({
      where: { ...which, revokedAt: null },
      data: { revokedAt: at },
    });
    return count;
  };

  return {
    async add(link) {
      await client.accessLink.create({ data: link });
    },
    async addMany(links) {
      await client.accessLink.createMany({ data: [...links] });
    },
    async byTokenHash(tokenHash) {
      const row = await client.accessLink.findUnique({ where: { tokenHash } });
      return row && toLink(row);
    },
    async byId(id) {
      const row = await client.accessLink.findUnique({ where: { id } });
      return row && toLink(row);
    },
    async lock(id) {
      await client.$queryRaw`select 1 from access_link where id = ${id}::uuid for update`;
      const row = await client.accessLink.findUnique({ where: { id } });
      return row && toLink(row);
    },
    async setFirstUsed(id, at) {
      await client.accessLink.updateMany({ where: { id, firstUsedAt: null }, data: { firstUsedAt: at } });
    },
    revokeOfInvitation: (invitationId, at) => revoke({ invitationId }, at),
    revokeOfMission: (missionId, sessionId, at) => revoke({ missionId, sessionId }, at),
    revokeOfSession: (sessionId, at) => revoke({ missionId: { not: null }, sessionId }, at),
    revoke: (id, at) => revoke({ id }, at),
    async ofMission(missionId, sessionId, now) {
      const rows = await client.accessLink.findMany({
        where: { missionId, sessionId, revokedAt: null, expiresAt: { gt: now } },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        include: {
          _count: { select: { devices: { where: { revokedAt: null, expiresAt: { gt: now } } } } },
        },
      });
      const openings = await openingsOf(client, { missionId, sessionId }, now);
      return rows.map(({ _count, ...row }) => ({
        ...toLink(row),
        createdAt: row.createdAt,
        devices: _count.devices,
        openings: openings.get(row.id) ?? 0,
      }));
    },
    async addDevice(device) {
      await client.linkDevice.create({ data: device });
    },
    async deviceByTokenHash(tokenHash) {
      const row = await client.linkDevice.findUnique({ where: { tokenHash }, include: { link: true } });
      if (row === null) return null;
      const { link, ...device } = row;
      return { device: toDevice(device), link: toLink(link) };
    },
    async openDevices(linkId, now) {
      const rows = await client.linkDevice.findMany({
        where: { linkId, revokedAt: null, expiresAt: { gt: now } },
      });
      return rows.map(toDevice);
    },
    async countOpenings(linkId, since) {
      return await client.linkDevice.count({ where: { linkId, openedAt: { gt: since } } });
    },
    async devicesOfInvitation(invitationId) {
      const rows = await client.linkDevice.findMany({
        where: { revokedAt: null, link: { invitationId } },
        orderBy: { openedAt: 'asc' },
      });
      return rows.map(toDevice);
    },
    async seen(deviceId, at) {
      await client.linkDevice.updateMany({ where: { id: deviceId }, data: { lastSeenAt: at } });
    },
    async changeToken({ from, to, expiresAt }) {
      const { count } = await client.linkDevice.updateMany({
        where: { tokenHash: from, revokedAt: null },
        data: { tokenHash: to, expiresAt },
      });
      return count === 1;
    },
    async revokeDevice(deviceId, at) {
      await client.linkDevice.updateMany({
        where: { id: deviceId, revokedAt: null },
        data: { revokedAt: at },
      });
    },
    async addCode(code) {
      await client.linkCode.create({ data: code });
    },
    async newestCode(linkId) {
      const row = await client.linkCode.findFirst({
        where: { linkId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      });
      return row && toCode(row);
    },
    async countCodesSince(linkId, since) {
      return await client.linkCode.count({ where: { linkId, createdAt: { gt: since } } });
    },
    async countAttempt(codeId, limit) {
      const { count } = await client.linkCode.updateMany({
        where: { id: codeId, attempts: { lt: limit } },
        data: { attempts: { increment: 1 } },
      });
      return count === 1;
    },
    async useCode(codeId, at) {
      await client.linkCode.update({ where: { id: codeId }, data: { usedAt: at } });
    },
  };
}
