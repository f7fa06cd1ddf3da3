import type { Settings } from '@rostrum/core';
import { z } from 'zod';
import { Prisma, type PrismaExecutor } from '../client.ts';

export function settingsRepository(client: PrismaExecutor): Settings {
  return {
    all: () => client.setting.findMany({ orderBy: { key: 'asc' } }),
    get: (key) => client.setting.findUnique({ where: { key } }),
    async put({ key, value, changedAt, changedById }, version) {
      const stored = value === null ? Prisma.JsonNull : z.json().parse(value);
      const data = { value: stored === null ? Prisma.JsonNull : stored, changedAt, changedById };
      if (version === 0) {
        const { count } = await client.setting.createMany({
          data: [{ key, version: 1, ...data }],
          skipDuplicates: true,
        });
        if (count === 1) return true;
      }
      const { count } = await client.setting.updateMany({
        where: { key, version },
        data: { ...data, version: version + 1 },
      });
      return count === 1;
    },
  };
}
