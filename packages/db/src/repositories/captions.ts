import type { CaptionsHead, CaptionsStore } from '@rostrum/core';
import { CAPTION_ORIGINS, CaptionFinding, Cue } from '@rostrum/domain';
import { z } from 'zod';
import type { PrismaExecutor } from '../client.ts';
import type { Captions as Row } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

const Findings = z.array(CaptionFinding);
const Cues = z.array(Cue);

function head(row: Omit<Row, 'cues'>): CaptionsHead {
  return {
    id: row.id,
    statementId: row.statementId,
    takeId: row.takeId,
    language: row.language,
    version: row.version,
    cueCount: row.cueCount,
    findings: Findings.parse(row.findings),
    madeBy: { kind: oneOf(['speaker', 'staff'], row.madeByKind), id: row.madeById },
    createdAt: row.createdAt,
    removedAt: row.removedAt,
    origin: oneOf(CAPTION_ORIGINS, row.origin),
    checked:
      row.checkedAt === null || row.checkedById === null
        ? null
        : { at: row.checkedAt, byId: row.checkedById },
  };
}

function record(row: Row) {
  return { ...head(row), cues: Cues.parse(row.cues) };
}

export function captionsRepository(client: PrismaExecutor): CaptionsStore {
  const heads = (takeIds: readonly string[]) =>
    client.captions.findMany({
      where: { takeId: { in: [...takeIds] } },
      orderBy: [{ takeId: 'asc' }, { language: 'asc' }, { version: 'desc' }],
      omit: { cues: true },
    });
  return {
    async get(id) {
      const row = await client.captions.findUnique({ where: { id } });
      return row && record(row);
    },
    async standing(ids) {
      if (ids.length === 0) return [];
      const rows = await client.captions.findMany({ where: { id: { in: [...ids] }, removedAt: null } });
      return rows.map(record);
    },
    async current(takeIds) {
      if (takeIds.length === 0) return [];
      const newest = new Map<string, CaptionsHead>();
      for (const row of await heads(takeIds)) {
        const key = `${row.takeId} ${row.language}`;
        if (!newest.has(key)) newest.set(key, head(row));
      }
      return [...newest.values()].filter(({ removedAt }) => removedAt === null);
    },
    async versions(takeId) {
      return (await heads([takeId])).map(head);
    },
    async add({ madeBy, cues, findings, ...captions }) {
      const row = await client.captions.create({
        data: {
          ...captions,
          cues,
          findings,
          cueCount: cues.length,
          madeByKind: madeBy.kind,
          madeById: madeBy.id,
        },
      });
      return record(row);
    },
    async check(id, checked) {
      const { count } = await client.captions.updateMany({
        where: { id, removedAt: null, checkedAt: checked === null ? { not: null } : null },
        data: { checkedAt: checked?.at ?? null, checkedById: checked?.byId ?? null },
      });
      return count > 0;
    },
    async remove(id, at) {
      const { count } = await client.captions.updateMany({
        where: { id, removedAt: null },
        data: { removedAt: at },
      });
      return count > 0;
    },
  };
}
