import type { WrittenTextHead, WrittenTextRecord, WrittenTexts } from '@rostrum/core';
import { WRITTEN_SOURCES } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import type { WrittenText } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

function head(row: Omit<WrittenText, 'text'>): WrittenTextHead {
  return {
    id: row.id,
    statementId: row.statementId,
    language: row.language,
    number: row.number,
    source: oneOf(WRITTEN_SOURCES, row.source),
    characters: row.characters,
    words: row.words,
    madeBy: { kind: oneOf(['speaker', 'staff'], row.madeByKind), id: row.madeById },
    createdAt: row.createdAt,
  };
}

const record = (row: WrittenText): WrittenTextRecord => ({ ...head(row), text: row.text });

export function writtenTextsRepository({ writtenText }: PrismaExecutor): WrittenTexts {
  return {
    async get(id) {
      const row = await writtenText.findUnique({ where: { id } });
      return row && record(row);
    },
    async versions(statementIds) {
      if (statementIds.length === 0) return [];
      const rows = await writtenText.findMany({
        where: { statementId: { in: [...statementIds] } },
        orderBy: [{ statementId: 'asc' }, { language: 'asc' }, { number: 'desc' }],
        omit: { text: true },
      });
      return rows.map(head);
    },
    async withText(ids) {
      if (ids.length === 0) return [];
      return (await writtenText.findMany({ where: { id: { in: [...ids] } } })).map(record);
    },
    async add({ madeBy, ...text }) {
      await writtenText.create({ data: { ...text, madeByKind: madeBy.kind, madeById: madeBy.id } });
    },
    async removeLanguage(statementId, language) {
      return (await writtenText.deleteMany({ where: { statementId, language } })).count;
    },
  };
}
