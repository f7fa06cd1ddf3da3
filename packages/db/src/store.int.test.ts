import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Log, type Store, systemClock } from '@rostrum/core';
import type { Actor } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrismaClient } from './client.ts';
import { openEvents } from './live-events.ts';
import { migrate } from './migrate.ts';
import { openStore } from './store.ts';

const quiet: Log = { info() {}, warn() {}, error() {} };
const actor: Actor = { kind: 'pipeline' };

let database: FreshDatabase;
let store: Store & { prisma: PrismaClient };

beforeAll(async () => {
  database = await freshDatabase();
  store = openStore({ databaseUrl: database.url, clock: systemClock, log: quiet });
});
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

async function newStatement(): Promise<string> {
  const { prisma } = store;
  const [sessionId, reviewId, organisationId, invitationId, id] = Array.from({ length: 5 }, () =>
    randomUUID(),
  );
  if (!sessionId || !reviewId || !organisationId || !invitationId || !id) throw new Error('no ids');
  await prisma.uprSession.create({
    data: {
      id: sessionId,
      number: Math.floor(Math.random() * 1e9),
      format: 'virtual',
      startsOn: new Date('2020-12-08'),
      endsOn: new Date('2020-12-11'),
      datesProvisional: true,
      timeZone: 'Europe/Zurich',
      acceptsUploads: true,
      graceMs: 0,
      toleranceMs: 0,
      minimumShare: 0.6,
      sizeLimitBytes: 1n,
      takesPerInvitation: 1,
      demonstration: false,
    },
  });
  await prisma.review.create({
    data: { id: reviewId, sessionId, stateCode: 'NRU', stateName: 'Nauru', position: 0, slotMs: 3_600_000 },
  });
  await prisma.organisation.create({ data: { id: organisationId, name: 'Organisation', kind: 'cso' } });
  await prisma.invitation.create({ data: { id: invitationId, reviewId, organisationId } });
  await prisma.statement.create({ data: { id, invitationId, state: 'invited' } });
  return id;
}

describe('a guarded move', () => {
  it('moves once, writes history and audit, and is lost to whoever comes second', async () => {
    const id = await newStatement();
    const move = () =>
      store.transaction((tx) => tx.move('statement', { id, from: 'invited', to: 'in_review', actor }));
    const outcomes = await Promise.all([move(), move(), move()]);
    expect(outcomes.sort()).toEqual(['lost', 'lost', 'moved']);
    expect(await store.prisma.stateHistory.count({ where: { subjectId: id } })).toBe(1);
    expect(await store.prisma.auditEntry.count({ where: { subjectId: id } })).toBe(1);
    expect(await store.prisma.statement.findUnique({ where: { id } })).toMatchObject({
      state: 'in_review',
      version: 1,
    });
  });

  it('refuses what the table does not know', async () => {
    const id = await newStatement();
    await expect(
      store.transaction((tx) => tx.move('statement', { id, from: 'invited', to: 'approved', actor })),
    ).rejects.toThrow('may not move');
  });

  it('leaves nothing when the transaction fails', async () => {
    const id = await newStatement();
    let followed = false;
    await expect(
      store.transaction(async (tx) => {
        tx.afterCommit(async () => {
          followed = true;
        });
        await tx.move('statement', { id, from: 'invited', to: 'withdrawn', actor });
        throw new Error('half-way');
      }),
    ).rejects.toThrow('half-way');
    expect(followed).toBe(false);
    expect(await store.prisma.statement.findUnique({ where: { id } })).toMatchObject({ state: 'invited' });
    expect(await store.prisma.auditEntry.count({ where: { subjectId: id } })).toBe(0);
  });
});

describe('the audit chain', () => {
  const write = (n: number) =>
    store.transaction((tx) =>
      tx.audit({
        action: 'test',
        actor,
        subject: { kind: 'statement', id: randomUUID() },
        payload: { n, b: null, a: 'x' },
      }),
    );

  it('is whole after many writers at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(n)));
    const verdict = await store.verifyAudit();
    expect(verdict).toMatchObject({ whole: true, firstBroken: null });
    expect(verdict.entries).toBeGreaterThanOrEqual(20);
  });

  it('refuses to be edited, and stays whole when a payload is erased', async () => {
    await write(1);
    const last = await store.prisma.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } });
    const where = { seq: last.seq };
    await expect(store.prisma.auditEntry.update({ where, data: { action: 'other' } })).rejects.toThrow();
    await expect(store.prisma.auditEntry.delete({ where })).rejects.toThrow();
    await expect(store.prisma.auditPayload.update({ where, data: { salt: 'x' } })).rejects.toThrow();
    await expect(store.prisma.$executeRaw`truncate audit_entry cascade`).rejects.toThrow();
    await store.prisma.auditPayload.delete({ where });
    expect(await store.verifyAudit()).toMatchObject({ whole: true });
  });

  it('says where it was broken', async () => {
    const own = await freshDatabase();
    const other = openStore({ databaseUrl: own.url, clock: systemClock, log: quiet });
    try {
      for (const n of [1, 2, 3]) {
        await other.transaction((tx) =>
          tx.audit({
            action: 'test',
            actor,
            subject: { kind: 'statement', id: randomUUID() },
            payload: { n },
          }),
        );
      }
      await other.prisma.$executeRaw`alter table audit_entry disable trigger audit_entry_append_only`;
      await other.prisma.auditEntry.update({ where: { seq: 2n }, data: { action: 'forged' } });
      expect(await other.verifyAudit()).toMatchObject({ whole: false, firstBroken: 2 });
    } finally {
      await other.close();
      await own.drop();
    }
  });
});

describe('migrations', () => {
  it('are applied once, also by two at once', async () => {
    expect(await Promise.all([migrate(database.url), migrate(database.url)])).toEqual([[], []]);
  });

  it('give the tables that the schema describes', async () => {
    const schema = await readFile(new URL('../prisma/schema.prisma', import.meta.url), 'utf8');
    const columns = await store.prisma.$queryRaw<
      { table: string; column: string; type: string; nullable: boolean }[]
    >`select table_name as "table", column_name as "column", udt_name as type, is_nullable = 'YES' as nullable
      from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration'`;
    const found = columns.map((c) => `${c.table}.${c.column} ${c.type}${c.nullable ? '?' : ''}`).sort();
    expect(found).toEqual(columnsOf(schema).sort());
  });
});

/** Reads table, column, type and nullability out of the Prisma schema. */
function columnsOf(schema: string): string[] {
  const types: Record<string, string> = {
    String: 'text',
    Int: 'int4',
    BigInt: 'int8',
    Boolean: 'bool',
    Float: 'float8',
    Json: 'jsonb',
    Bytes: 'bytea',
    DateTime: 'timestamptz',
  };
  const columns: string[] = [];
  for (const [, body = ''] of schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    for (const line of body.split('\n')) {
      const [, name, kind = '', other, suffix] =
        /^\s+(\w+)\s+(\w+)(?:\("(\w+)"\))?(\?|\[\])?(?:\s|$)/.exec(line) ?? [];
      const plain = kind === 'Unsupported' ? other : types[kind];
      if (!name || !plain) continue;
      const type = line.includes('@db.Uuid') ? 'uuid' : line.includes('@db.Date') ? 'date' : plain;
      const column = /[^@]@map\("(\w+)"\)/.exec(line)?.[1] ?? name;
      // PostgreSQL names a list's type with an underscore before that of its members.
      columns.push(`${table}.${column} ${suffix === '[]' ? `_${type}` : type + (suffix ?? '')}`);
    }
  }
  return columns;
}

describe('live events', () => {
  it('reach another process, and come back after the connection was lost', async () => {
    const [here, there] = await Promise.all([
      openEvents({ databaseUrl: database.url, log: quiet }),
      openEvents({ databaseUrl: database.url, log: quiet, listen: false }),
    ]);
    try {
      const event = { sessionId: randomUUID(), reviewId: randomUUID(), what: 'take' as const };
      const heard = () => new Promise((resolve) => here.subscribe(resolve));
      const first = heard();
      await there.publish(event);
      expect(await first).toEqual(event);

      await store.prisma.$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity
        where query like 'listen%' and datname = current_database()`;
      const again = heard();
      await expect
        .poll(
          async () => {
            await there.publish(event);
            return Promise.race([again, Promise.resolve('not yet')]);
          },
          { timeout: 10_000, interval: 100 },
        )
        .toEqual(event);
    } finally {
      await Promise.all([here.close(), there.close()]);
    }
  });
});
