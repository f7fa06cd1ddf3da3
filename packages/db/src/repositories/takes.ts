import type { SendingTake, TakePatch, TakeRecord, Takes } from '@rostrum/core';
import { STATEMENT_STATES, TAKE_STATES, type TakeState, Turned, Verdict } from '@rostrum/domain';
import { z } from 'zod';
import type { Prisma, PrismaExecutor } from '../client.ts';
import type { Take as Row } from '../generated/client.ts';
import { Figures, jsonOrNull, StoredLoudness } from './json.ts';
import { oneOf } from './one-of.ts';

const State = z.enum(TAKE_STATES);
const Way = z.enum(['tus', 'form']);

function numberOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}

function record(row: Row): TakeRecord {
  return {
    id: row.id,
    statementId: row.statementId,
    number: row.number,
    state: State.parse(row.state),
    way: Way.parse(row.way),
    fileName: row.fileName,
    declaredBytes: numberOrNull(row.declaredBytes),
    declaredSha256: row.declaredSha256,
    receivedBytes: Number(row.receivedBytes),
    hashState: row.hashState,
    hashOffset: numberOrNull(row.hashOffset),
    wireSha256: row.wireSha256,
    sha256: row.sha256,
    sizeBytes: numberOrNull(row.sizeBytes),
    originalKey: row.originalKey,
    beganAt: row.beganAt,
    lastByteAt: row.lastByteAt,
    receivedAt: row.receivedAt,
    stateSince: row.stateSince,
    reason: row.reason,
    figures: row.figures === null ? null : Figures.parse(row.figures),
    verdict: row.verdict === null ? null : Verdict.parse(row.verdict),
    measuredMs: row.measuredMs,
    loudness: row.loudness === null ? null : StoredLoudness.parse(row.loudness),
    progress: row.progress,
    mediaSetId: row.mediaSetId,
    turned: Turned.parse(row.turned),
  };
}

interface SendingRow {
  id: string;
  statement_id: string;
  state: string;
  declared_bytes: bigint | null;
  received_bytes: bigint;
  hash_state: Uint8Array | null;
  hash_offset: bigint | null;
  size_bytes: bigint | null;
  original_key: string;
  began_at: Date;
  last_byte_at: Date;
  invitation_id: string;
  statement_state: string;
  deadline_at: Date | null;
  grace_ms: number;
}

function sending(row: SendingRow): SendingTake {
  return {
    id: row.id,
    statementId: row.statement_id,
    state: State.parse(row.state),
    declaredBytes: numberOrNull(row.declared_bytes),
    receivedBytes: Number(row.received_bytes),
    hashState: row.hash_state,
    hashOffset: numberOrNull(row.hash_offset),
    sizeBytes: numberOrNull(row.size_bytes),
    originalKey: row.original_key,
    beganAt: row.began_at,
    lastByteAt: row.last_byte_at,
    invitationId: row.invitation_id,
    statementState: oneOf(STATEMENT_STATES, row.statement_state),
    deadlineAt: row.deadline_at,
    graceMs: row.grace_ms,
  };
}

function data(patch: TakePatch): Prisma.TakeUncheckedUpdateManyInput {
  const { receivedBytes, hashState, hashOffset, sizeBytes, figures, verdict, loudness, ...plain } = patch;
  return {
    ...plain,
    ...(receivedBytes === undefined ? {} : { receivedBytes: BigInt(receivedBytes) }),
    ...(hashState === undefined ? {} : { hashState: hashState === null ? null : Uint8Array.from(hashState) }),
    ...(hashOffset === undefined ? {} : { hashOffset: hashOffset === null ? null : BigInt(hashOffset) }),
    ...(sizeBytes === undefined ? {} : { sizeBytes: sizeBytes === null ? null : BigInt(sizeBytes) }),
    ...(figures === undefined ? {} : { figures: jsonOrNull(figures) }),
    ...(verdict === undefined ? {} : { verdict: jsonOrNull(verdict) }),
    ...(loudness === undefined ? {} : { loudness: jsonOrNull(loudness && { ...loudness }) }),
  };
}

export function takesRepository(client: PrismaExecutor): Takes {
  return {
    async get(id) {
      const row = await client.take.findUnique({ where: { id } });
      return row && record(row);
    },
    async sending(id) {
      const rows = await client.$queryRaw<SendingRow[]>`
        select t.id, t.statement_id, t.state, t.declared_bytes, t.received_bytes, t.hash_state, t.hash_offset,
          t.size_bytes, t.original_key, t.began_at, t.last_byte_at, s.invitation_id, s.state as statement_state,
          coalesce(i.deadline_at, u.upload_deadline_at) as deadline_at, u.grace_ms
        from take t
        join statement s on s.id = t.statement_id
        join invitation i on i.id = s.invitation_id
        join review r on r.id = i.review_id
        join upr_session u on u.id = r.session_id
        where t.id = ${id}::uuid`;
      const [row] = rows;
      return row === undefined ? null : sending(row);
    },
    async ofStatement(statementId) {
      const rows = await client.take.findMany({ where: { statementId }, orderBy: { number: 'desc' } });
      return rows.map(record);
    },
    async ofStatements(statementIds) {
      const rows = await client.take.findMany({
        where: { statementId: { in: [...statementIds] } },
        orderBy: [{ statementId: 'asc' }, { number: 'desc' }],
      });
      return rows.map(record);
    },
    async add(take) {
      const row = await client.take.create({
        data: {
          ...take,
          declaredBytes: take.declaredBytes === null ? null : BigInt(take.declaredBytes),
          state: 'receiving' satisfies TakeState,
          lastByteAt: take.beganAt,
          stateSince: take.beganAt,
        },
      });
      return record(row);
    },
    async update(id, patch, { states, mediaSetId, turned }) {
      const { count } = await client.take.updateMany({
        where: {
          id,
          state: { in: [...states] },
          ...(mediaSetId === undefined ? {} : { mediaSetId }),
          ...(turned === undefined ? {} : { turned }),
        },
        data: data(patch),
      });
      return count > 0;
    },
    async inStates(states, before) {
      const rows = await client.take.findMany({
        where: {
          state: { in: [...states] },
          stateSince: { lte: before },
          statement: { withdrawnAt: null, erasedAt: null },
        },
        orderBy: { stateSince: 'asc' },
      });
      return rows.map(record);
    },
    async endedBetween(states, from, to) {
      const rows = await client.take.findMany({
        where: { state: { in: [...states] }, stateSince: { gte: from, lt: to } },
        orderBy: { stateSince: 'asc' },
      });
      return rows.map(record);
    },
    async countByState() {
      const groups = await client.take.groupBy({ by: ['state'], _count: { _all: true } });
      return Object.fromEntries(groups.map((group) => [State.parse(group.state), group._count._all]));
    },
  };
}
