import type { Addressee, BoardStore, Colleague, OpenRemarks, WordsThere } from '@rostrum/core';
import { type CaptionOrigin, readSetting, STATEMENT_STATES, TAKE_STATES } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import { oneOf } from './one-of.ts';

const DUE_SOON_DAYS = 'board.dueSoonDays';
const ASKING = ['reminder', 'cut_question'];
const MACHINE_MADE: readonly CaptionOrigin[] = ['spread', 'transcribed'];
const COLLEAGUE = { id: true, name: true, banned: true } as const;

function toColleague({ id, name, banned }: { id: string; name: string; banned: boolean | null }): Colleague {
  return { id, name, active: banned !== true };
}

export function boardRepository(client: PrismaExecutor): BoardStore {
  return {
    async colleagues() {
      const rows = await client.user.findMany({
        select: COLLEAGUE,
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      });
      return rows.map(toColleague);
    },
    async colleague(id) {
      const row = await client.user.findUnique({ where: { id }, select: COLLEAGUE });
      return row && toColleague(row);
    },
    async assignable(statementIds) {
      const rows = await client.statement.findMany({
        where: { id: { in: [...statementIds] } },
        select: {
          id: true,
          assignedToId: true,
          invitation: { select: { reviewId: true, review: { select: { sessionId: true } } } },
        },
      });
      return rows.map(({ id, assignedToId, invitation: { reviewId, review } }) => ({
        id,
        assignedToId,
        reviewId,
        sessionId: review.sessionId,
      }));
    },
    async assign(statementIds, userId) {
      await client.statement.updateMany({
        where: { id: { in: [...statementIds] } },
        data: { assignedToId: userId },
      });
    },
    async dueSoonDays() {
      const row = await client.setting.findUnique({ where: { key: DUE_SOON_DAYS } });
      return readSetting(DUE_SOON_DAYS, row?.value) ?? null;
    },
    openRemarks: (statementIds) => openRemarks(client, statementIds),
    words: (statementIds) => words(client, statementIds),
    captioned: (takeIds) => captioned(client, takeIds),
    addressees: (sessionId, statementIds, now) => addressees(client, sessionId, statementIds, now),
  };
}

async function openRemarks(
  { note, comment }: PrismaExecutor,
  statementIds: readonly string[],
): Promise<ReadonlyMap<string, OpenRemarks>> {
  const where = { statementId: { in: [...statementIds] }, resolvedAt: null };
  const [notes, comments] = await Promise.all([
    note.groupBy({ by: ['statementId'], where, _count: true }),
    comment.groupBy({ by: ['statementId'], where, _count: true }),
  ]);
  const open = new Map<string, OpenRemarks>();
  for (const { statementId, _count } of notes) open.set(statementId, { notes: _count, comments: 0 });
  for (const { statementId, _count } of comments) {
    open.set(statementId, { notes: open.get(statementId)?.notes ?? 0, comments: _count });
  }
  return open;
}

async function words(
  client: PrismaExecutor,
  statementIds: readonly string[],
): Promise<ReadonlyMap<string, WordsThere>> {
  const rows = await client.$queryRaw<(WordsThere & { statementId: string })[]>`
    select * from (
      select s.id as "statementId",
        exists (select 1 from written_text w where w.statement_id = s.id) as written,
        exists (
          select 1 from issue_card c where c.statement_id = s.id
            and c.version = (select max(x.version) from issue_sheet x where x.statement_id = s.id)
        ) as issues
      from unnest(${[...statementIds]}::uuid[]) as s (id)
    ) one where written or issues`;
  return new Map(rows.map(({ statementId, written, issues }) => [statementId, { written, issues }]));
}

/** Of each language its newest version counts; none where that was removed. */
async function captioned(
  client: PrismaExecutor,
  takeIds: readonly string[],
): Promise<ReadonlyMap<string, 'person' | 'machine'>> {
  const rows = await client.$queryRaw<{ takeId: string; read: boolean }[]>`
    select take_id as "takeId",
      bool_or(checked_at is not null or not origin = any(${[...MACHINE_MADE]}::text[])) as read
    from (
      select distinct on (take_id, language) take_id, origin, checked_at, removed_at
      from captions where take_id = any(${[...takeIds]}::uuid[])
      order by take_id, language, version desc
    ) newest
    where removed_at is null
    group by take_id`;
  return new Map(rows.map(({ takeId, read }) => [takeId, read ? 'person' : 'machine']));
}

async function addressees(
  client: PrismaExecutor,
  sessionId: string,
  statementIds: readonly string[],
  now: Date,
): Promise<Addressee[]> {
  const rows = await client.invitation.findMany({
    where: { review: { sessionId }, statement: { id: { in: [...statementIds] } } },
    include: {
      contact: { select: { email: true } },
      review: { include: { session: true } },
      statement: { include: { takes: { select: { state: true, reason: true } } } },
    },
    orderBy: { id: 'asc' },
  });
  const ids = rows.map(({ id }) => id);
  const [links, mails] = await Promise.all([
    client.accessLink.findMany({
      where: { invitationId: { in: ids }, revokedAt: null, expiresAt: { gt: now } },
      select: { invitationId: true },
    }),
    client.mail.findMany({
      where: { invitationId: { in: ids }, kind: { in: ASKING } },
      select: { id: true, invitationId: true, createdAt: true, state: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
  ]);
  const open = new Set(links.map(({ invitationId }) => invitationId));
  const newest = new Map(mails.map((mail) => [mail.invitationId, mail]));
  const went = mails.filter(({ state }) => state !== 'failed');
  const newestThatWent = new Map(went.map((mail) => [mail.invitationId, mail]));
  return rows.flatMap(
    ({ id, language, deadlineAt, contact, statement, review: { session } }): Addressee[] => {
      if (statement === null) return [];
      return [
        {
          statementId: statement.id,
          invitationId: id,
          statementState: oneOf(STATEMENT_STATES, statement.state),
          language,
          deadlineAt: deadlineAt ?? session.uploadDeadlineAt,
          acceptsUploads: session.acceptsUploads,
          hasAddress: (contact?.email ?? null) !== null,
          hasLink: open.has(id),
          takes: statement.takes.map(({ state, reason }) => ({ state: oneOf(TAKE_STATES, state), reason })),
          takesAllowed: session.takesPerInvitation,
          remindedAt: newestThatWent.get(id)?.createdAt ?? null,
          lastMailId: newest.get(id)?.id ?? null,
        },
      ];
    },
  );
}
