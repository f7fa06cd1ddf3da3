import { createHash, randomBytes } from 'node:crypto';
import type { AuditRecord, AuditVerification } from '@rostrum/core';
import { actorId } from '@rostrum/domain';
import type { PrismaExecutor } from './client.ts';
import { toEntry } from './repositories/history.ts';

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
  const entries: (ChainedFields & { hash: string })[] = [];
  const payloads: { seq: bigint; salt: string; payload: AuditRecord['payload'] }[] = [];
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
    entries.push({ ...fields, hash });
    payloads.push({ seq, salt, payload: record.payload });
    previous = hash;
  }
  await tx.auditEntry.createMany({ data: entries });
  await tx.auditPayload.createMany({ data: payloads });
}

/**
 * Walks the whole chain, since what vouches for an entry is every entry before it. A payload that was erased is
 * no fault; one that does not fit its commitment is.
 * @param subjectIds whose entries are told one by one
 */
export async function verifyAuditChain(
  client: PrismaExecutor,
  subjectIds: readonly string[] = [],
): Promise<AuditVerification> {
  const subjects = new Set(subjectIds);
  const own: AuditVerification['own'] = [];
  let previous = GENESIS;
  let after = 0n;
  let entries = 0;
  let firstBroken: number | null = null;
  for (;;) {
    const page = await client.auditEntry.findMany({
      where: { seq: { gt: after }, ...(firstBroken === null ? {} : { subjectId: { in: [...subjects] } }) },
      orderBy: { seq: 'asc' },
      take: PAGE,
      include: { payload: true },
    });
    for (const entry of page) {
      const { payload, hash, ...fields } = entry;
      const broken =
        firstBroken === null &&
        (entry.seq !== after + 1n ||
          entry.previous !== previous ||
          hash !== hashOf(fields) ||
          (payload !== null && entry.commitment !== commitmentOf(payload.salt, payload.payload)));
      // Where one is missing, that is the first broken one, and not what stands behind the gap.
      if (broken) firstBroken = Number(after + 1n);
      else if (firstBroken === null) entries += 1;
      if (entry.subjectId !== null && subjects.has(entry.subjectId)) {
        const standing = firstBroken === null ? 'whole' : 'unproven';
        own.push({ ...toEntry(entry), standing: firstBroken === Number(entry.seq) ? 'broken' : standing });
      }
      previous = hash;
      after = entry.seq;
    }
    if (page.length < PAGE || (firstBroken !== null && subjects.size === 0)) {
      return { whole: firstBroken === null, entries, firstBroken, own };
    }
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
