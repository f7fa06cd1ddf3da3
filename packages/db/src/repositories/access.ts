import type { AccessRecords } from '@rostrum/core';
import { AUDIENCES, narrowest } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import { oneOf } from './one-of.ts';

interface PublishedRow {
  review_id: string;
  tiers: string[];
  public_from: Date | null;
  consents: string[];
}

export function accessRepository(client: PrismaExecutor): AccessRecords {
  return {
    async window(sessionId) {
      const row = await client.uprSession.findUnique({
        where: { id: sessionId },
        select: { watchOpensAt: true, watchClosesAt: true },
      });
      return row && { opensAt: row.watchOpensAt, closesAt: row.watchClosesAt };
    },
    async setWindow(sessionId, { opensAt, closesAt }) {
      await client.uprSession.update({
        where: { id: sessionId },
        data: { watchOpensAt: opensAt, watchClosesAt: closesAt },
      });
    },
    async closedBy(now) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        select id from upr_session
        where watch_closes_at <= ${now} and watch_closed_for is distinct from watch_closes_at`;
      return rows.map(({ id }) => id);
    },
    async markClosed(sessionId, now) {
      const marked = await client.$executeRaw`
        update upr_session set watch_closed_for = watch_closes_at
        where id = ${sessionId}::uuid and watch_closes_at <= ${now}
          and watch_closed_for is distinct from watch_closes_at`;
      return marked === 1;
    },
    async setPublicFrom(programmeId, at) {
      await client.programme.update({ where: { id: programmeId }, data: { publicFrom: at } });
    },
    async raiseEpochs(sessionId) {
      await client.programme.updateMany({
        where: { review: { sessionId } },
        data: { epoch: { increment: 1 } },
      });
    },
    async publishedOf(of) {
      const sessionId = 'sessionId' in of ? of.sessionId : null;
      const reviewId = 'reviewId' in of ? of.reviewId : null;
      const rows = await client.$queryRaw<PublishedRow[]>`
        select p.review_id, array[p.audience, r.audience] as tiers, p.public_from,
          coalesce(array_agg(distinct i.consent_audience) filter (where i.id is not null), '{}') as consents
        from review w
        join programme p on p.review_id = w.id
        join programme_revision r on r.programme_id = p.id and r.state = 'published'
        left join programme_item m on m.revision_id = r.id and m.kind = 'statement'
        left join statement s on s.id = m.statement_id
        left join invitation i on i.id = s.invitation_id
        where w.session_id = ${sessionId}::uuid or w.id = ${reviewId}::uuid
        group by r.id, p.review_id, p.audience, p.public_from`;
      return rows.map((row) => ({
        reviewId: row.review_id,
        tier: {
          audience: narrowest(row.tiers.map((one) => oneOf(AUDIENCES, one))),
          publicFrom: row.public_from,
        },
        consents: row.consents.map((one) => oneOf(AUDIENCES, one)),
      }));
    },
    async tiersOf(sessionId) {
      const rows = await client.programme.findMany({
        where: { review: { sessionId } },
        select: { reviewId: true, audience: true, publicFrom: true },
      });
      return rows.map(({ reviewId, audience, publicFrom }) => ({
        reviewId,
        tier: { audience: oneOf(AUDIENCES, audience), publicFrom },
      }));
    },
  };
}
