import type { Templates } from '@rostrum/core';
import { z } from 'zod';
import type { PrismaExecutor } from '../client.ts';
import { oneOf } from './one-of.ts';

const Texts = z.object({ en: z.string(), fr: z.string(), es: z.string(), ar: z.string() });

export function templatesRepository({ decisionTemplate }: PrismaExecutor): Templates {
  return {
    async all() {
      const rows = await decisionTemplate.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] });
      return rows.map((row) => ({
        ...row,
        kind: oneOf(['approve', 'ask_changes', 'decline'], row.kind),
        texts: Texts.parse(row.texts),
      }));
    },
    async addMissing(templates) {
      await decisionTemplate.createMany({
        data: templates.map(({ id, kind, title, texts, position }) => ({ id, kind, title, texts, position })),
        skipDuplicates: true,
      });
    },
    async change(id, version, patch) {
      const { count } = await decisionTemplate.updateMany({
        where: { id, version },
        data: { ...patch, version: { increment: 1 } },
      });
      return count === 1;
    },
    async remove(id, version) {
      return (await decisionTemplate.deleteMany({ where: { id, version } })).count === 1;
    },
  };
}
