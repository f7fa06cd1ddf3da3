import {
  MAIL_KINDS,
  type Mail,
  type MailRecipient,
  type MailRecord,
  type MailSecret,
  type Remindable,
} from '@rostrum/core';
import { heldBackBy, isSoundOnly, STATEMENT_STATES, TAKE_STATES, Verdict } from '@rostrum/domain';
import { z } from 'zod';
import { Prisma, type PrismaExecutor } from '../client.ts';
import type { Mail as Row } from '../generated/client.ts';
import { toInvitation } from './invitations.ts';
import { Figures } from './json.ts';
import { oneOf } from './one-of.ts';
import { receiptsRepository } from './receipts.ts';

const Kind = z.enum(MAIL_KINDS);
const State = z.enum(['waiting', 'sent', 'failed']);
const Secret = z.object({
  link: z.string().optional(),
  code: z.string().optional(),
  takeId: z.string().optional(),
  decisionId: z.string().optional(),
});

function secretOf(stored: Prisma.JsonValue | null): MailSecret | null {
  if (stored === null) return null;
  const { link, code, takeId, decisionId } = Secret.parse(stored);
  return {
    ...(link === undefined ? {} : { link }),
    ...(code === undefined ? {} : { code }),
    ...(takeId === undefined ? {} : { takeId }),
    ...(decisionId === undefined ? {} : { decisionId }),
  };
}

function record(row: Row): MailRecord {
  return { ...row, kind: Kind.parse(row.kind), state: State.parse(row.state), secret: secretOf(row.secret) };
}

const nobody: MailRecipient = {
  email: null,
  language: 'en',
  sessionNumber: null,
  missionName: null,
  deadlineAt: null,
  timeZone: 'UTC',
  floorTimeMs: null,
  refusal: null,
  receipt: null,
  heldBackBy: null,
};

async function speaker(
  client: PrismaExecutor,
  invitationId: string,
  now: Date,
): Promise<Partial<MailRecipient>> {
  const row = await client.invitation.findUnique({
    where: { id: invitationId },
    include: {
      contact: true,
      review: { include: { session: true } },
      statement: {
        include: {
          decisions: {
            where: { undoneAt: null, kind: 'approve' },
            orderBy: { decidedAt: 'desc' },
            take: 1,
            include: { take: { select: { verdict: true } } },
          },
        },
      },
    },
  });
  if (row === null) return {};
  const verdict = row.statement?.decisions[0]?.take.verdict ?? null;
  const soundOnly = isSoundOnly({ verdict: verdict === null ? null : Verdict.parse(verdict) });
  return {
    email: row.contact?.email ?? null,
    language: row.language,
    deadlineAt: row.deadlineAt ?? row.review.session.uploadDeadlineAt,
    timeZone: row.review.session.timeZone,
    floorTimeMs: row.floorTimeMs ?? row.review.floorTimeMs,
    heldBackBy: heldBackBy({ ...toInvitation(row), soundOnly }, now),
  };
}

async function delegate(client: PrismaExecutor, linkId: string): Promise<Partial<MailRecipient>> {
  const link = await client.accessLink.findUnique({ where: { id: linkId } });
  if (link?.purpose !== 'delegate') return {};
  const [mission, session] = await Promise.all([
    link.missionId === null ? null : client.mission.findUnique({ where: { id: link.missionId } }),
    link.sessionId === null ? null : client.uprSession.findUnique({ where: { id: link.sessionId } }),
  ]);
  return {
    email: link.email,
    missionName: mission?.name ?? null,
    sessionNumber: session?.number ?? null,
  };
}

async function staff(client: PrismaExecutor, userId: string): Promise<Partial<MailRecipient>> {
  const user = await client.user.findUnique({ where: { id: userId } });
  return user === null ? {} : { email: user.email };
}

async function about(client: PrismaExecutor, secret: MailSecret | null): Promise<Partial<MailRecipient>> {
  const found: Partial<MailRecipient> = {};
  if (secret?.takeId !== undefined) {
    const take = await client.take.findUnique({ where: { id: secret.takeId } });
    if (take?.state === 'refused' && take.reason !== null) {
      found.refusal = {
        code: take.reason,
        figures: take.figures === null ? {} : Figures.parse(take.figures),
      };
    }
    found.receipt = await receiptsRepository(client).get(secret.takeId);
  }
  return found;
}

export function mailRepository(client: PrismaExecutor): Mail {
  return {
    async get(id) {
      const row = await client.mail.findUnique({ where: { id } });
      return row && record(row);
    },
    async add({ secret, ...mail }) {
      const { count } = await client.mail.createMany({
        data: [{ ...mail, state: 'waiting', secret: secret ? { ...secret } : Prisma.DbNull }],
        skipDuplicates: mail.once != null,
      });
      return count === 1;
    },
    async addMany(mails) {
      await client.mail.createMany({
        data: mails.map(({ secret, ...mail }) => ({
          ...mail,
          state: 'waiting',
          secret: secret ? { ...secret } : Prisma.DbNull,
        })),
      });
    },
    async recipientOf(mail, now) {
      return {
        ...nobody,
        ...(mail.userId === null ? {} : await staff(client, mail.userId)),
        ...(mail.linkId === null ? {} : await delegate(client, mail.linkId)),
        ...(mail.invitationId === null ? {} : await speaker(client, mail.invitationId, now)),
        ...(await about(client, mail.secret)),
      };
    },
    async markSent(id, at) {
      const { count } = await client.mail.updateMany({
        where: { id },
        data: { state: 'sent', sentAt: at, reason: null, secret: Prisma.DbNull, attempts: { increment: 1 } },
      });
      return count === 1;
    },
    async markFailed(id, reason, final) {
      await client.mail.updateMany({
        where: { id, state: { not: 'sent' } },
        data: { state: final ? 'failed' : 'waiting', reason, attempts: { increment: 1 } },
      });
    },
    async remove(id) {
      await client.mail.deleteMany({ where: { id, state: { not: 'sent' } } });
    },
    async waiting(before, now) {
      const rows = await client.mail.findMany({
        where: {
          state: 'waiting',
          createdAt: { lte: before },
          OR: [{ sendAfter: null }, { sendAfter: { lte: now } }],
        },
        select: { id: true },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map((row) => row.id);
    },
    async forgetSecrets(before) {
      const { count } = await client.mail.updateMany({
        where: { state: 'failed', createdAt: { lt: before }, NOT: { secret: { equals: Prisma.DbNull } } },
        data: { secret: Prisma.DbNull },
      });
      return count;
    },
    async lastSent(invitationId, kinds) {
      const row = await client.mail.findFirst({
        where: { invitationId, kind: { in: [...kinds] }, state: 'sent' },
        orderBy: { sentAt: 'desc' },
      });
      return row && Kind.parse(row.kind);
    },
    remindable: (of) => remindable(client, of),
  };
}

async function remindable(
  client: PrismaExecutor,
  { after, until, invitationId }: Parameters<Mail['remindable']>[0],
): Promise<Remindable[]> {
  const within = { gt: after, lte: until };
  const rows = await client.invitation.findMany({
    where: {
      ...(invitationId === undefined ? {} : { id: invitationId }),
      contact: { email: { not: null } },
      review: { session: { acceptsUploads: true } },
      OR: [{ deadlineAt: within }, { deadlineAt: null, review: { session: { uploadDeadlineAt: within } } }],
    },
    include: {
      review: { include: { session: true } },
      statement: { include: { takes: { select: { state: true, reason: true } } } },
    },
  });
  const ids = rows.map(({ id }) => id);
  const links = await client.accessLink.findMany({
    where: { invitationId: { in: ids }, revokedAt: null, expiresAt: { gt: after } },
    select: { invitationId: true },
  });
  const invited = new Set(links.map((link) => link.invitationId));
  const reminders = await client.mail.findMany({
    where: { kind: 'reminder', invitationId: { in: ids } },
    select: { invitationId: true, once: true, createdAt: true, state: true },
  });
  return rows.flatMap(({ id, deadlineAt, invitedAt, statement, review: { session } }): Remindable[] => {
    const at = deadlineAt ?? session.uploadDeadlineAt;
    if (at === null || statement === null || !invited.has(id)) return [];
    const mine = reminders.filter((mail) => mail.invitationId === id);
    return [
      {
        invitationId: id,
        deadlineAt: at,
        invitedAt,
        statementState: oneOf(STATEMENT_STATES, statement.state),
        takes: statement.takes.map(({ state, reason }) => ({ state: oneOf(TAKE_STATES, state), reason })),
        takesAllowed: session.takesPerInvitation,
        reminded: mine.flatMap(({ once, createdAt, state }) =>
          once === null ? [] : [{ once, createdAt, failed: state === 'failed' }],
        ),
      },
    ];
  });
}
