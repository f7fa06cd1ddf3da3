import type { AuditEntryRecord, History } from '@rostrum/core';
import { z } from 'zod';
import type { PrismaExecutor } from '../client.ts';
import type { AuditEntry, AuditPayload } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

const Payload = z.record(z.string(), z.unknown());

export function toEntry({
  payload,
  ...entry
}: AuditEntry & { payload: AuditPayload | null }): AuditEntryRecord {
  return {
    seq: Number(entry.seq),
    at: entry.at,
    action: entry.action,
    actorKind: entry.actorKind,
    actorId: entry.actorId,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    payload: payload === null ? null : (Payload.safeParse(payload.payload).data ?? null),
  };
}

export function historyRepository(client: PrismaExecutor): History {
  return {
    async ofSubjects(subjectIds) {
      const rows = await client.stateHistory.findMany({
        where: { subjectId: { in: [...subjectIds] } },
        orderBy: { id: 'asc' },
      });
      return rows.map((row) => ({
        at: row.at,
        machine: row.machine,
        subjectId: row.subjectId,
        from: row.fromState,
        to: row.toState,
        actorKind: row.actorKind,
        actorId: row.actorId,
        reason: row.reason,
      }));
    },
    async entriesOf(subjectIds) {
      const rows = await client.auditEntry.findMany({
        where: { subjectId: { in: [...subjectIds] } },
        orderBy: { seq: 'asc' },
        include: { payload: true },
      });
      return rows.map(toEntry);
    },
    async subjectsOf(statementId) {
      const statement = await client.statement.findUnique({
        where: { id: statementId },
        select: {
          invitationId: true,
          erasedAt: true,
          takes: {
            select: { id: true, number: true, cuts: { select: { id: true, takeId: true, revision: true } } },
          },
          items: {
            where: { revision: { state: { not: 'draft' } } },
            select: { kind: true, position: true, revision: { select: { id: true, number: true } } },
          },
        },
      });
      if (statement === null) return null;
      return {
        invitationId: statement.invitationId,
        erasedAt: statement.erasedAt,
        takes: statement.takes.map(({ id, number }) => ({ id, number })),
        cuts: statement.takes.flatMap(({ cuts }) => cuts),
        revisions: statement.items.map(({ kind, position, revision }) => ({
          ...revision,
          kind: oneOf(['statement', 'card'], kind),
          position,
        })),
      };
    },
  };
}
