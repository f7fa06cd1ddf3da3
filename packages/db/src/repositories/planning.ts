import type { NewPlace, PlannedInvitation, Planning } from '@rostrum/core';
import { STATEMENT_STATES } from '@rostrum/domain';
import { Prisma, type PrismaExecutor } from '../client.ts';
import { appearanceColumns, toInvitation, toOrganisation } from './invitations.ts';
import { oneOf } from './one-of.ts';

export function planningRepository(client: PrismaExecutor): Planning {
  return {
    async copyChecklist(fromSessionId, toSessionId) {
      await client.$executeRaw`
        update upr_session set checklist = (select checklist from upr_session where id = ${fromSessionId}::uuid)
        where id = ${toSessionId}::uuid`;
    },
    async updateReview(id, patch) {
      await client.review.update({ where: { id }, data: patch });
    },
    async removeReview(id) {
      if ((await client.invitation.count({ where: { reviewId: id } })) > 0) return false;
      const of = { programme: { reviewId: id } };
      await client.programmeItem.deleteMany({ where: { revision: of } });
      await client.programmeRevision.deleteMany({ where: of });
      await client.programme.deleteMany({ where: { reviewId: id } });
      await client.screeningOverride.deleteMany({ where: { screening: { reviewId: id } } });
      await client.screening.deleteMany({ where: { reviewId: id } });
      await client.review.delete({ where: { id } });
      return true;
    },
    async orderReviews(sessionId, reviewIds) {
      await client.$executeRaw`
        update review set position = given.place
        from unnest(${[...reviewIds]}::uuid[]) with ordinality as given (id, place)
        where review.id = given.id and review.session_id = ${sessionId}::uuid`;
    },
    async countsOfSession(sessionId) {
      const rows = await client.invitation.findMany({
        where: { review: { sessionId } },
        select: { reviewId: true, organisation: { select: { kind: true } } },
      });
      const counts = new Map<string, { invitations: number; speakers: number }>();
      for (const { reviewId, organisation } of rows) {
        const count = counts.get(reviewId) ?? { invitations: 0, speakers: 0 };
        count.invitations += 1;
        if (organisation.kind !== 'state') count.speakers += 1;
        counts.set(reviewId, count);
      }
      return counts;
    },
    invitations: (reviewId, now) => planned(client, { reviewId }, now),
    async invitation(id, now) {
      return (await planned(client, { id }, now))[0] ?? null;
    },
    async updateInvitation(id, patch) {
      await client.invitation.update({ where: { id }, data: patch });
    },
    async updateOrganisation(id, patch) {
      await client.organisation.update({ where: { id }, data: patch });
    },
    async removeInvitation(invitationId) {
      const { organisationId } = await client.invitation.findUniqueOrThrow({
        where: { id: invitationId },
        select: { organisationId: true },
      });
      const ofStatement = { statement: { invitationId } };
      await client.mail.deleteMany({ where: { invitationId } });
      await client.linkCode.deleteMany({ where: { link: { invitationId } } });
      await client.linkDevice.deleteMany({ where: { link: { invitationId } } });
      await client.accessLink.deleteMany({ where: { invitationId } });
      await client.$executeRaw`
        delete from presence using statement
        where statement.id = presence.statement_id and statement.invitation_id = ${invitationId}::uuid`;
      await client.programmeItem.deleteMany({ where: ofStatement });
      await client.statement.deleteMany({ where: { invitationId } });
      await client.contact.deleteMany({ where: { invitationId } });
      await client.invitation.delete({ where: { id: invitationId } });
      await client.organisation.deleteMany({ where: { id: organisationId, invitations: { none: {} } } });
    },
    async unfreeze(reviewId) {
      await client.review.update({ where: { id: reviewId }, data: { floorTimeMs: null, frozenAt: null } });
    },
    async organisationNames(sessionId) {
      const rows = await client.invitation.findMany({
        where: { review: { sessionId } },
        select: { reviewId: true, organisation: { select: { name: true } } },
      });
      return rows.map(({ reviewId, organisation }) => ({ reviewId, name: organisation.name }));
    },
    addPlaces: (places) => addPlaces(client, places),
  };
}

async function planned(
  client: PrismaExecutor,
  where: Prisma.InvitationWhereInput,
  now: Date,
): Promise<PlannedInvitation[]> {
  const rows = await client.invitation.findMany({
    where,
    include: { organisation: true, contact: true, statement: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const ids = rows.map(({ id }) => id);
  const statementIds = rows.flatMap(({ statement }) => (statement === null ? [] : [statement.id]));
  const [links, mails, worked] = await Promise.all([
    client.accessLink.findMany({
      where: { invitationId: { in: ids } },
      select: { invitationId: true, firstUsedAt: true, revokedAt: true, expiresAt: true },
    }),
    client.mail.findMany({
      where: { invitationId: { in: ids }, kind: 'speaker_link' },
      select: { invitationId: true, state: true, createdAt: true, sentAt: true },
      orderBy: { createdAt: 'desc' },
    }),
    withWork(client, statementIds),
  ]);
  return rows.flatMap((row): PlannedInvitation[] => {
    const { statement } = row;
    if (statement === null) return [];
    const own = links.filter(({ invitationId }) => invitationId === row.id);
    const mail = mails.find(({ invitationId }) => invitationId === row.id);
    return [
      {
        invitation: toInvitation(row),
        organisation: toOrganisation(row.organisation),
        email: row.contact?.email ?? null,
        statementId: statement.id,
        statementState: oneOf(STATEMENT_STATES, statement.state),
        links: own.filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > now).length,
        opened: own.some(({ firstUsedAt }) => firstUsedAt !== null),
        hasWork: worked.has(statement.id),
        linkMail:
          mail === undefined
            ? null
            : { state: oneOf(['waiting', 'sent', 'failed'], mail.state), at: mail.sentAt ?? mail.createdAt },
      },
    ];
  });
}

/** Those of them that a removal would tear something from. */
async function withWork(client: PrismaExecutor, statementIds: readonly string[]): Promise<Set<string>> {
  const found = await client.$queryRaw<{ id: string }[]>`
    select s.id from statement s
    where s.id = any(${[...statementIds]}::uuid[]) and (
      s.state <> 'invited'
      or exists (select 1 from take where take.statement_id = s.id)
      or exists (select 1 from decision where decision.statement_id = s.id)
      or exists (select 1 from note where note.statement_id = s.id)
      or exists (select 1 from comment where comment.statement_id = s.id)
      or exists (select 1 from captions where captions.statement_id = s.id)
      or exists (select 1 from media_set where media_set.statement_id = s.id)
      or exists (
        select 1 from programme_item i join programme_revision r on r.id = i.revision_id
        where i.statement_id = s.id and r.state <> 'draft'))`;
  return new Set(found.map(({ id }) => id));
}

async function addPlaces(client: PrismaExecutor, places: readonly NewPlace[]): Promise<void> {
  await client.organisation.createMany({ data: places.map(({ organisation }) => organisation) });
  await client.invitation.createMany({
    data: places.map(({ invitation: { appearance, ...rest } }) => ({
      ...rest,
      ...appearanceColumns(appearance),
    })),
  });
  await client.contact.createMany({
    data: places.map(({ invitation, email }) => ({ invitationId: invitation.id, email })),
  });
  await client.statement.createMany({
    data: places.map(({ statementId, invitation }) => ({
      id: statementId,
      invitationId: invitation.id,
      state: 'invited',
    })),
  });
  await client.accessLink.createMany({
    data: places.map(({ link, invitation }) => ({
      ...link,
      purpose: 'speaker',
      invitationId: invitation.id,
    })),
  });
  await client.mail.createMany({
    data: places.flatMap(({ mail }) =>
      mail === null
        ? []
        : [{ ...mail, state: 'waiting', secret: mail.secret ? { ...mail.secret } : Prisma.DbNull }],
    ),
  });
}
