import { randomUUID } from 'node:crypto';
import type { ReviewRecord, Reviews, SessionRecord } from '@rostrum/core';
import { Prisma, type PrismaExecutor } from '../client.ts';
import type { Review, UprSession } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

/** Of Prisma, for what PostgreSQL calls 23505. */
const UNIQUE = 'P2002';

export function toSession(row: UprSession): SessionRecord {
  return {
    id: row.id,
    number: row.number,
    venue: row.venue,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    datesProvisional: row.datesProvisional,
    timeZone: row.timeZone,
    acceptsUploads: row.acceptsUploads,
    uploadDeadlineAt: row.uploadDeadlineAt,
    graceMs: row.graceMs,
    toleranceMs: row.toleranceMs,
    minimumShare: row.minimumShare,
    takesPerInvitation: row.takesPerInvitation,
    demonstration: row.demonstration,
    format: oneOf(['in_person', 'virtual'], row.format),
    sizeLimitBytes: Number(row.sizeLimitBytes),
  };
}

export function toReview(row: Review): ReviewRecord {
  const {
    id,
    sessionId,
    stateCode,
    stateName,
    position,
    slotMs,
    floorTimeSetMs,
    floorTimeMs,
    frozenAt,
    expectedSpeakers,
    presessionAt,
  } = row;
  return {
    id,
    sessionId,
    stateCode,
    stateName,
    position,
    slotMs,
    floorTimeSetMs,
    floorTimeMs,
    frozenAt,
    expectedSpeakers,
    presessionAt,
  };
}

export function reviewsRepository(client: PrismaExecutor): Reviews {
  return {
    async sessions() {
      return (await client.uprSession.findMany({ orderBy: { number: 'desc' } })).map(toSession);
    },
    async session(id) {
      const row = await client.uprSession.findUnique({ where: { id } });
      return row && toSession(row);
    },
    async sessionByNumber(number) {
      const row = await client.uprSession.findUnique({ where: { number } });
      return row && toSession(row);
    },
    async addSession(session) {
      const { count } = await client.uprSession.createMany({
        data: { ...session, sizeLimitBytes: BigInt(session.sizeLimitBytes) },
        skipDuplicates: true,
      });
      return count === 1;
    },
    async lockSession(id) {
      await client.$queryRaw`select 1 from upr_session where id = ${id}::uuid for update`;
      const row = await client.uprSession.findUnique({ where: { id } });
      return row && toSession(row);
    },
    async updateSession(id, { sizeLimitBytes, ...patch }) {
      const size = sizeLimitBytes === undefined ? {} : { sizeLimitBytes: BigInt(sizeLimitBytes) };
      try {
        await client.uprSession.update({ where: { id }, data: { ...patch, ...size } });
        return true;
      } catch (error) {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE) return false;
        throw error;
      }
    },
    async byId(id) {
      const row = await client.review.findUnique({ where: { id } });
      return row && toReview(row);
    },
    async ofSession(sessionId) {
      const rows = await client.review.findMany({
        where: { sessionId },
        orderBy: [{ position: 'asc' }, { stateName: 'asc' }],
      });
      return rows.map(toReview);
    },
    async add(review) {
      const {
        id,
        sessionId,
        stateCode,
        stateName,
        slotMs,
        floorTimeSetMs,
        floorTimeMs,
        frozenAt,
        expectedSpeakers,
        presessionAt,
      } = review;
      const added = await client.$executeRaw`
        insert into review (id, session_id, state_code, state_name, position, slot_ms,
          floor_time_set_ms, floor_time_ms, frozen_at, expected_speakers, presession_at)
        values (${id}::uuid, ${sessionId}::uuid, ${stateCode}, ${stateName},
          (select coalesce(max(position), 0) + 1 from review where session_id = ${sessionId}::uuid),
          ${slotMs}, ${floorTimeSetMs}, ${floorTimeMs}, ${frozenAt}, ${expectedSpeakers}, ${presessionAt})
        on conflict (session_id, state_code) do nothing`;
      if (added === 0) return false;
      await client.programme.create({ data: { id: randomUUID(), reviewId: id } });
      return true;
    },
    async lock(id) {
      await client.$queryRaw`select 1 from review where id = ${id}::uuid for update`;
      const row = await client.review.findUnique({ where: { id } });
      return row && toReview(row);
    },
    async setFloorTime(id, floor) {
      const { count } = await client.review.updateMany({ where: { id, frozenAt: null }, data: floor });
      return count === 1;
    },
    async freeze(id, floorTimeMs, at) {
      await client.review.updateMany({ where: { id, frozenAt: null }, data: { floorTimeMs, frozenAt: at } });
    },
  };
}
