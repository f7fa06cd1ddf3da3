import type { CutPatch, CutRecord, Cuts } from '@rostrum/core';
import { CUT_STATES, type Edit, Id, Range } from '@rostrum/domain';
import { z } from 'zod';
import type { Prisma, PrismaExecutor } from '../client.ts';
import type { Cut as Row } from '../generated/client.ts';
import { jsonOrNull, StoredLoudness } from './json.ts';

const State = z.enum(CUT_STATES);
const MakerKind = z.enum(['speaker', 'staff', 'pipeline']);
const Removals = z.array(Range);
const Places = z.array(z.object({ cutId: Id, statementId: Id }));

export function editOf({ inMs, outMs, removals }: Pick<Row, 'inMs' | 'outMs' | 'removals'>): Edit {
  return { inMs, outMs, removals: Removals.parse(removals) };
}

function record(row: Row): CutRecord {
  return {
    id: row.id,
    takeId: row.takeId,
    revision: row.revision,
    edit: editOf(row),
    state: State.parse(row.state),
    reason: row.reason,
    measuredMs: row.measuredMs,
    loudness: row.loudness === null ? null : StoredLoudness.parse(row.loudness),
    removesOnlySilence: row.removesOnlySilence,
    progress: row.progress,
    madeBy: { kind: MakerKind.parse(row.madeByKind), id: row.madeById },
    createdAt: row.createdAt,
    stateSince: row.stateSince,
    mediaSetId: row.mediaSetId,
    posterMs: row.posterMs,
  };
}

function data({ loudness, ...plain }: CutPatch): Prisma.CutUncheckedUpdateManyInput {
  return {
    ...plain,
    ...(loudness === undefined ? {} : { loudness: jsonOrNull(loudness && { ...loudness }) }),
  };
}

export function cutsRepository(client: PrismaExecutor): Cuts {
  return {
    async get(id) {
      const row = await client.cut.findUnique({ where: { id } });
      return row && record(row);
    },
    async ofTake(takeId) {
      const rows = await client.cut.findMany({ where: { takeId }, orderBy: { revision: 'desc' } });
      return rows.map(record);
    },
    async ofTakes(takeIds) {
      const rows = await client.cut.findMany({
        where: { takeId: { in: [...takeIds] } },
        orderBy: [{ takeId: 'asc' }, { revision: 'desc' }],
      });
      return rows.map(record);
    },
    async add({ edit, madeBy, loudness, ...cut }) {
      const row = await client.cut.create({
        data: {
          ...cut,
          inMs: edit.inMs,
          outMs: edit.outMs,
          removals: edit.removals,
          loudness: jsonOrNull(loudness && { ...loudness }),
          madeByKind: madeBy.kind,
          madeById: madeBy.id,
          progress: cut.state === 'ready' ? 1 : 0,
          stateSince: cut.createdAt,
        },
      });
      return record(row);
    },
    async update(id, patch, { state, mediaSetId }) {
      const where = { id, state, ...(mediaSetId === undefined ? {} : { mediaSetId }) };
      const { count } = await client.cut.updateMany({ where, data: data(patch) });
      return count > 0;
    },
    async withoutChosenPoster() {
      const rows = await client.$queryRaw`
        select cut.id as "cutId", take.statement_id as "statementId"
        from cut
        join take on take.id = cut.take_id
        join statement on statement.id = take.statement_id
        join media_set on media_set.id = cut.media_set_id
        where cut.state = 'ready' and cut.poster_ms is not null
          and (media_set.manifest ->> 'posterMs')::integer is distinct from cut.poster_ms
          and statement.withdrawn_at is null and statement.erased_at is null`;
      return Places.parse(rows);
    },
    async making(before) {
      const rows = await client.cut.findMany({
        where: {
          state: 'making',
          stateSince: { lte: before },
          take: { statement: { withdrawnAt: null, erasedAt: null } },
        },
        select: { id: true, take: { select: { statementId: true } } },
        orderBy: { stateSince: 'asc' },
      });
      return rows.map((row) => ({ cutId: row.id, statementId: row.take.statementId }));
    },
  };
}
