import type { PlacedStatement, StatementContext, StatementRecord, Statements } from '@rostrum/core';
import { STATEMENT_STATES } from '@rostrum/domain';
import { Prisma, type PrismaExecutor } from '../client.ts';
import type { Statement } from '../generated/client.ts';
import { toInvitation, toOrganisation } from './invitations.ts';
import { oneOf } from './one-of.ts';
import { toReview, toSession } from './reviews.ts';

const PLACED = { invitation: { include: { organisation: true } } } as const;
const CONTEXT = {
  invitation: { include: { organisation: true, review: { include: { session: true } } } },
} as const;

export function toStatement(row: Statement): StatementRecord {
  return {
    id: row.id,
    invitationId: row.invitationId,
    state: oneOf(STATEMENT_STATES, row.state),
    version: row.version,
    withdrawnAt: row.withdrawnAt,
    erasedAt: row.erasedAt,
    portraitMark: row.portraitMark,
    assignedToId: row.assignedToId,
  };
}

function toPlaced(row: Prisma.StatementGetPayload<{ include: typeof PLACED }>): PlacedStatement {
  return {
    statement: toStatement(row),
    invitation: toInvitation(row.invitation),
    organisation: toOrganisation(row.invitation.organisation),
  };
}

function toContext(row: Prisma.StatementGetPayload<{ include: typeof CONTEXT }>): StatementContext {
  const { review } = row.invitation;
  return { ...toPlaced(row), review: toReview(review), session: toSession(review.session) };
}

export function statementsRepository(client: PrismaExecutor): Statements {
  return {
    async byId(id) {
      const row = await client.statement.findUnique({ where: { id } });
      return row && toStatement(row);
    },
    async byInvitation(invitationId) {
      const row = await client.statement.findUnique({ where: { invitationId } });
      return row && toStatement(row);
    },
    async context(id) {
      const row = await client.statement.findUnique({ where: { id }, include: CONTEXT });
      return row && toContext(row);
    },
    async contextOfInvitation(invitationId) {
      const row = await client.statement.findUnique({ where: { invitationId }, include: CONTEXT });
      return row && toContext(row);
    },
    async ofReview(reviewId) {
      const rows = await client.statement.findMany({ where: { invitation: { reviewId } }, include: PLACED });
      return rows.map(toPlaced);
    },
    async ofSession(sessionId) {
      const rows = await client.statement.findMany({
        where: { invitation: { review: { sessionId } } },
        include: PLACED,
      });
      return rows.map(toPlaced);
    },
    async ofIds(ids) {
      const rows = await client.statement.findMany({ where: { id: { in: [...ids] } }, include: PLACED });
      return rows.map(toPlaced);
    },
    async add({ id, invitationId }) {
      await client.statement.create({ data: { id, invitationId, state: 'invited' } });
    },
    async bumpVersion(id, expected) {
      const { count } = await client.statement.updateMany({
        where: { id, version: expected },
        data: { version: { increment: 1 } },
      });
      return count === 1;
    },
    async lock(ids) {
      if (ids.length === 0) return [];
      // By id, everywhere: two who want the same rows queue up instead of holding one each.
      await client.$queryRaw`
        select 1 from statement where id in (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})
        order by id for update`;
      const rows = await client.statement.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(toStatement);
    },
    async setPortraitMark(id, portraitMark) {
      await client.statement.update({ where: { id }, data: { portraitMark } });
    },
    async setWithdrawn(id, at) {
      await client.statement.update({ where: { id }, data: { withdrawnAt: at } });
    },
    async publishedPastConsent(now) {
      const rows = await client.programmeItem.findMany({
        where: {
          kind: 'statement',
          revision: { state: 'published' },
          statement: { invitation: { consentEndsAt: { lte: now } } },
        },
        select: { statementId: true },
      });
      return rows.map((row) => row.statementId);
    },
    async publishedConsentEnds(reviewId) {
      const rows = await client.programmeItem.findMany({
        where: {
          kind: 'statement',
          revision: { state: 'published', programme: { reviewId } },
          statement: { invitation: { consentEndsAt: { not: null } } },
        },
        select: {
          statementId: true,
          statement: { select: { invitation: { select: { consentEndsAt: true } } } },
        },
      });
      return rows.flatMap(({ statementId, statement }) => {
        const endsAt = statement.invitation.consentEndsAt;
        return endsAt === null ? [] : [{ statementId, endsAt }];
      });
    },
  };
}
