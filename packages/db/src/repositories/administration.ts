import { type AboutStatement, type Administration, MAIL_KINDS, type SessionUse } from '@rostrum/core';
import { Prisma, type PrismaExecutor } from '../client.ts';
import { oneOf } from './one-of.ts';

/** Made of a link or a code that is kept nowhere else. */
const NEED_THEIR_SECRET: ReadonlySet<string> = new Set([
  'speaker_link',
  'speaker_code',
  'staff_invitation',
  'delegate_link',
  'delegate_code',
]);

const WITH_PLACE = {
  organisation: { select: { name: true } },
  review: { select: { stateName: true, session: { select: { number: true } } } },
} as const;

interface UseRow {
  session_id: string;
  number: number;
  kind: string;
  bytes: bigint;
}

export function administrationRepository(client: PrismaExecutor): Administration {
  async function about(statementIds: readonly string[]): Promise<Map<string, AboutStatement>> {
    const rows = await client.statement.findMany({
      where: { id: { in: [...new Set(statementIds)] } },
      select: { id: true, state: true, erasedAt: true, invitation: { select: WITH_PLACE } },
    });
    return new Map(
      rows.map(({ id, state, erasedAt, invitation: { organisation, review } }) => [
        id,
        {
          statementId: id,
          organisation: organisation.name,
          stateName: review.stateName,
          sessionNumber: review.session.number,
          gone: state === 'withdrawn' || erasedAt !== null,
        },
      ]),
    );
  }

  async function statementOf(invitationIds: readonly (string | null)[]): Promise<Map<string, string>> {
    const rows = await client.statement.findMany({
      where: { invitationId: { in: invitationIds.filter((id) => id !== null) } },
      select: { id: true, invitationId: true },
    });
    return new Map(rows.map(({ id, invitationId }) => [invitationId, id]));
  }

  return {
    about,
    async mails(mailIds) {
      const rows = await client.mail.findMany({ where: { id: { in: [...mailIds] }, dismissedAt: null } });
      const statements = await statementOf(rows.map(({ invitationId }) => invitationId));
      return new Map(
        rows.map(({ id, kind, invitationId }) => [
          id,
          { kind: oneOf(MAIL_KINDS, kind), statementId: statements.get(invitationId ?? '') ?? null },
        ]),
      );
    },
    async progress(ids) {
      const where = { id: { in: [...ids] } };
      const select = { id: true, progress: true };
      const [takes, cuts] = await Promise.all([
        client.take.findMany({ where, select }),
        client.cut.findMany({ where, select }),
      ]);
      return new Map([...takes, ...cuts].map(({ id, progress }) => [id, progress]));
    },
    async readyTakes(takeIds) {
      const where = { id: { in: [...takeIds] }, state: 'ready' };
      return new Set((await client.take.findMany({ where, select: { id: true } })).map(({ id }) => id));
    },
    async settledPosters(cutIds) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        select c.id from cut c join media_set m on m.id = c.media_set_id
        where c.id = any(${[...cutIds]}::uuid[]) and c.state = 'ready'
          and c.poster_ms is distinct from (m.manifest->>'posterMs')::integer`;
      const wanted = new Set(rows.map(({ id }) => id));
      return new Set(cutIds.filter((id) => !wanted.has(id)));
    },
    async failedMails(limit) {
      const rows = await client.mail.findMany({
        where: { state: 'failed', dismissedAt: null },
        orderBy: { createdAt: 'desc' },
        take: limit,
      });
      const statements = await statementOf(rows.map(({ invitationId }) => invitationId));
      const named = await about([...statements.values()]);
      return rows.map(({ id, kind, createdAt, attempts, reason, invitationId, secret }) => ({
        id,
        kind: oneOf(MAIL_KINDS, kind),
        createdAt,
        attempts,
        reason,
        about: named.get(statements.get(invitationId ?? '') ?? '') ?? null,
        emptied: secret === null && NEED_THEIR_SECRET.has(kind),
      }));
    },
    async reopenMail(id) {
      const { count } = await client.mail.updateMany({
        where: { id, state: 'failed', dismissedAt: null },
        data: { state: 'waiting', reason: null },
      });
      return count === 1;
    },
    async dismissMail(id, dismissedAt) {
      const { count } = await client.mail.updateMany({
        where: { id, state: 'failed', dismissedAt: null },
        data: { dismissedAt, secret: Prisma.DbNull },
      });
      return count === 1;
    },
    storageUse: () => storageUse(client),
    async sessionsOfStatements() {
      const rows = await client.statement.findMany({
        where: { erasedAt: null },
        select: { id: true, invitation: { select: { review: { select: { sessionId: true } } } } },
      });
      return new Map(rows.map(({ id, invitation }) => [id, invitation.review.sessionId]));
    },
  };
}

async function storageUse(client: PrismaExecutor): Promise<SessionUse[]> {
  const rows = await client.$queryRaw<UseRow[]>(Prisma.sql`
    with place as (
      select s.id as statement_id, n.id as session_id, n.number
      from statement s
      join invitation i on i.id = s.invitation_id
      join review w on w.id = i.review_id
      join upr_session n on n.id = w.session_id
      where s.erased_at is null
    ), sets as (
      select m.statement_id, m.manifest, m.manifest->>'root' as root,
        (t.id is not null or c.id is not null) as used
      from media_set m
      left join take t on t.media_set_id = m.id
      left join cut c on c.media_set_id = m.id
    ), made as (
      -- The cut that is the whole take names the take's own files: what lies at one root is there once.
      select distinct on (root) statement_id, root, used,
        coalesce((
          select sum((part->>'bytes')::bigint)
          from (
            select jsonb_path_query(manifest, '$.video[*].segments[*]') as part
            union all
            select jsonb_path_query(manifest, '$.audio.segments[*]')
            union all
            select jsonb_path_query(manifest, '$.storyboard.sheets[*]')
            union all
            select jsonb_path_query(manifest, '$.master')
            union all
            select jsonb_path_query(manifest, '$.peaks')
          ) parts
        ), 0) as bytes
      from sets
      order by root, used desc
    ), held as (
      select t.statement_id,
        case when t.state = 'receiving' then 'leftovers' else 'originals' end as kind,
        coalesce(t.size_bytes, t.received_bytes) as bytes
      from take t where t.state not in ('refused', 'abandoned')
      union all
      select statement_id,
        case when not used then 'leftovers' when root like '%/cuts/%' then 'cuts' else 'renditions' end,
        bytes
      from made
    )
    select p.session_id, p.number, h.kind, sum(h.bytes)::bigint as bytes
    from held h join place p on p.statement_id = h.statement_id
    group by p.session_id, p.number, h.kind
    order by p.number desc`);
  const sessions = new Map<string, SessionUse>();
  for (const row of rows) {
    const use = sessions.get(row.session_id) ?? {
      sessionId: row.session_id,
      number: row.number,
      bytes: { originals: 0, renditions: 0, cuts: 0, leftovers: 0 },
    };
    use.bytes[oneOf(['originals', 'renditions', 'cuts', 'leftovers'], row.kind)] += Number(row.bytes);
    sessions.set(row.session_id, use);
  }
  return [...sessions.values()];
}
