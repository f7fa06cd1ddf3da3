import type { Erasures } from '@rostrum/core';
import { DEFAULT_APPEARANCE } from '@rostrum/domain';
import { Prisma, type PrismaExecutor } from '../client.ts';

async function forgetRows(client: PrismaExecutor, statementId: string): Promise<void> {
  const { invitationId } = await client.statement.findUniqueOrThrow({
    where: { id: statementId },
    select: { invitationId: true },
  });
  const takes = await client.take.findMany({ where: { statementId }, select: { id: true } });
  const takeIds = takes.map(({ id }) => id);
  const cuts = await client.cut.findMany({ where: { takeId: { in: takeIds } }, select: { id: true } });

  await client.receipt.deleteMany({ where: { takeId: { in: takeIds } } });
  await client.take.updateMany({
    where: { statementId },
    data: {
      fileName: null,
      declaredSha256: null,
      wireSha256: null,
      sha256: null,
      hashState: null,
      hashOffset: null,
      figures: Prisma.DbNull,
      verdict: Prisma.DbNull,
      loudness: Prisma.DbNull,
      mediaSetId: null,
    },
  });
  await client.cut.updateMany({
    where: { takeId: { in: takeIds } },
    data: { mediaSetId: null, loudness: Prisma.DbNull },
  });
  await client.statement.update({ where: { id: statementId }, data: { portraitMark: null } });
  await client.mediaSet.deleteMany({ where: { statementId } });
  await client.titleCard.deleteMany({ where: { statementId } });
  await client.captions.deleteMany({ where: { statementId } });
  await client.note.deleteMany({ where: { statementId } });
  await client.comment.deleteMany({ where: { statementId } });
  await client.askedQuestion.deleteMany({ where: { statementId } });
  await client.writtenText.deleteMany({ where: { statementId } });
  await client.issueSheet.deleteMany({ where: { statementId } });
  await client.judgement.deleteMany({ where: { statementId } });
  await client.presence.deleteMany({ where: { statementId } });
  await client.checklistAnswer.deleteMany({ where: { takeId: { in: takeIds } } });
  await client.decision.updateMany({
    where: { statementId },
    data: { reason: '', messageToSpeaker: null, answerNote: null },
  });
  // Why a programme that showed it was taken from view: free words that may be about the person.
  await client.programmeRevision.updateMany({
    where: { items: { some: { statementId } } },
    data: { reason: null },
  });
  await client.contact.deleteMany({ where: { invitationId } });
  // Whoever wanted to be hidden was afraid of somebody: that is of the person, too.
  await client.invitation.update({
    where: { id: invitationId },
    data: {
      appearsNamed: DEFAULT_APPEARANCE.named,
      appearsFace: DEFAULT_APPEARANCE.face,
      appearsVoice: DEFAULT_APPEARANCE.voice,
      consentTextLanguage: null,
    },
  });
  await client.accessLink.updateMany({ where: { invitationId }, data: { email: null } });
  await client.mail.deleteMany({ where: { invitationId } });
  const subjects = [statementId, invitationId, ...takeIds, ...cuts.map(({ id }) => id)];
  await client.auditPayload.deleteMany({ where: { entry: { subjectId: { in: subjects } } } });
}

export function erasuresRepository(client: PrismaExecutor): Erasures {
  return {
    async subject(statementId) {
      const row = await client.statement.findUnique({ where: { id: statementId } });
      return (
        row && {
          statementId,
          invitationId: row.invitationId,
          withdrawn: row.state === 'withdrawn',
          erasedAt: row.erasedAt,
        }
      );
    },
    forgetRows: (statementId) => forgetRows(client, statementId),
    async bury({ statementId, erasedAt, objects, bytes }) {
      await client.tombstone.upsert({
        where: { statementId },
        create: { statementId, erasedAt, objects, bytes: BigInt(bytes) },
        update: { objects: { increment: objects }, bytes: { increment: BigInt(bytes) } },
      });
      await client.statement.updateMany({ where: { id: statementId, erasedAt: null }, data: { erasedAt } });
    },
    async tombstones() {
      const rows = await client.tombstone.findMany({ orderBy: { erasedAt: 'asc' } });
      return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
    },
    async withdrawnNotErased(before) {
      const rows = await client.statement.findMany({
        where: {
          state: 'withdrawn',
          erasedAt: null,
          OR: [{ withdrawnAt: null }, { withdrawnAt: { lte: before } }],
        },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    async erasedSince(since) {
      const rows = await client.tombstone.findMany({
        where: { erasedAt: { gte: since } },
        select: { statementId: true },
      });
      return rows.map((row) => row.statementId);
    },
  };
}
