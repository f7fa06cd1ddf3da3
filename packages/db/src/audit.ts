import { createHash, randomBytes } from 'node:crypto';
import type { AuditRecord } from '@rostrum/core';
import { actorId } from '@rostrum/domain';
import type { PrismaExecutor } from './client.ts';

/** Arbitrary, but the same in every process: whoever holds it writes the next link of the chain. */
const CHAIN_LOCK = 7_305_112_001;
export const GENESIS = '0'.repeat(64);
const PAGE = 1000;

interface ChainedFields {
  seq: bigint;
  at: Date;
  action: string;
  actorKind: string;
  actorId: string | null;
  subjectKind: string;
  subjectId: string | null;
  commitment: string;
  previous: string;
}

/**
 * Appends in order, each entry's hash covering the one before. The payload enters only as a salted
 * commitment, so that erasing payload and salt keeps the chain verifiable and tells nothing.
 * The lock is held until the transaction ends: call it last.
 */
export async function appendAudit(tx: PrismaExecutor, records: readonly AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  await tx.$executeRaw`select pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
  let seq = last?.seq ?? 0n;
  let previous = last?.hash ?? GENESIS;
  for (const record of records) {
    seq += 1n;
    const salt = randomBytes(16).toString('hex');
    const fields: ChainedFields = {
      seq,
      at: new Date(),
      action: record.action,
      actorKind: record.actor.kind,
      actorId: actorId(record.actor),
      subjectKind: record.subject.kind,
      subjectId: record.subject.id,
      commitment: commitmentOf(salt, record.payload),
      previous,
    };
    const hash = hashOf(fields);
    await tx.auditEntry.create({ data: { ...fields, hash } });
    await tx.auditPayload.create({ data: { seq, salt, payload: record.payload } });
    previous = hash;
  }
}

/** Walks the whole chain. A payload that was erased is no fault; one that does not fit its commitment is. */
export async function verifyAuditChain(
  client: PrismaExecutor,
): Promise<{ whole: boolean; entries: number; firstBroken: number | null }> {
  let previous = GENESIS;
  let expected = 1n;
  let entries = 0;
  for (;;) {
    const page = await client.auditEntry.findMany({
      where: { seq: { gte: expected } },
      orderBy: { seq: 'asc' },
      take: PAGE,
      include: { payload: true },
    });
    for (const entry of page) {
      const { payload, hash, ...fields } = entry;
      const broken =
        entry.seq !== expected ||
        entry.previous !== previous ||
        hash !== hashOf(fields) ||
        (payload !== null && entry.commitment !== commitmentOf(payload.salt, payload.payload));
      if (broken) return { whole: false, entries, firstBroken: Number(expected) };
      previous = hash;
      expected += 1n;
      entries += 1;
    }
    if (page.length < PAGE) return { whole: true, entries, firstBroken: null };
  }
}

function hashOf(fields: ChainedFields): string {
  const text = JSON.stringify([
    fields.seq.toString(),
    fields.at.toISOString(),
    fields.action,
    fields.actorKind,
    fields.actorId,
    fields.subjectKind,
    fields.subjectId,
    fields.commitment,
    fields.previous,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

function commitmentOf(salt: string, payload: unknown): string {
  return createHash('sha256').update(salt).update(sorted(payload)).digest('hex');
}

/** Keys in order, because the database does not keep theirs. Payloads are flat (see AuditRecord). */
function sorted(payload: unknown): string {
  const entries = Object.entries(payload ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}
