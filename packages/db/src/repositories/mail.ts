import { MAIL_KINDS, type Mail, type MailRecipient, type MailRecord, type MailSecret } from '@rostrum/core';
import { z } from 'zod';
import { Prisma, type PrismaExecutor } from '../client.ts';
import type { Mail as Row } from '../generated/client.ts';
import { Figures } from './json.ts';
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
  organisationName: null,
  stateName: null,
  sessionNumber: null,
  missionName: null,
  staffName: null,
  deadlineAt: null,
  floorTimeMs: null,
  messageToSpeaker: null,
  refusal: null,
  receipt: null,
};

async function speaker(client: PrismaExecutor, invitationId: string): Promise<Partial<MailRecipient>> {
  const row = await client.invitation.findUnique({
    where: { id: invitationId },
    include: { contact: true, organisation: true, review: { include: { session: true } } },
  });
  if (row === null) return {};
  return {
    email: row.contact?.email ?? null,
    language: row.language,
    organisationName: row.organisation.name,
    stateName: row.review.stateName,
    sessionNumber: row.review.session.number,
    deadlineAt: row.deadlineAt ?? row.review.session.uploadDeadlineAt,
    floorTimeMs: row.floorTimeMs ?? row.review.floorTimeMs,
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
  return user === null ? {} : { email: user.email, staffName: user.name };
}

async function about(client: PrismaExecutor, secret: MailSecret | null): Promise<Partial<MailRecipient>> {
  const found: Partial<MailRecipient> = {};
  if (secret?.decisionId !== undefined) {
    const decision = await client.decision.findUnique({ where: { id: secret.decisionId } });
    found.messageToSpeaker = decision?.messageToSpeaker ?? null;
  }
  if (secret?.takeId !== undefined) {
    const take = await client.take.findUnique({ where: { id: secret.takeId } });
    if (take?.state === 'refused' && take.reason !== null) {
      found.refusal = {
        code: take.reason,
        figures: take.figures === null ? {} : Figures.parse(take.figures),
      };
    }
    found.receipt = (await receiptsRepository(client).get(secret.takeId))?.payload ?? null;
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
      await client.mail.create({
        data: { ...mail, state: 'waiting', secret: secret ? { ...secret } : Prisma.DbNull },
      });
    },
    async recipientOf(mail) {
      return {
        ...nobody,
        ...(mail.userId === null ? {} : await staff(client, mail.userId)),
        ...(mail.linkId === null ? {} : await delegate(client, mail.linkId)),
        ...(mail.invitationId === null ? {} : await speaker(client, mail.invitationId)),
        ...(await about(client, mail.secret)),
      };
    },
    async markSent(id, at) {
      await client.mail.updateMany({
        where: { id },
        data: { state: 'sent', sentAt: at, reason: null, secret: Prisma.DbNull, attempts: { increment: 1 } },
      });
    },
    async markFailed(id, reason, final) {
      await client.mail.updateMany({
        where: { id, state: { not: 'sent' } },
        data: { state: final ? 'failed' : 'waiting', reason, attempts: { increment: 1 } },
      });
    },
    async waiting(before) {
      const rows = await client.mail.findMany({
        where: { state: 'waiting', createdAt: { lte: before } },
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
  };
}
