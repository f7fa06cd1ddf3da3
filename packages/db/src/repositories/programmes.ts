import type {
  CutMedia,
  ProgrammeItemRecord,
  ProgrammeRecord,
  Programmes,
  RevisionRecord,
  RevisionWithItems,
} from '@rostrum/core';
import {
  AUDIENCES,
  CARD_LANGUAGES,
  isSoundOnly,
  MediaSet,
  NOT_MADE_YET,
  PROGRAMME_REVISION_STATES,
  Verdict,
} from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import type { Programme, ProgrammeItem, ProgrammeRevision } from '../generated/client.ts';
import { editOf } from './cuts.ts';
import { oneOf } from './one-of.ts';

const WITH_ITEMS = { items: { orderBy: { position: 'asc' } } } as const;

interface StandingRow {
  review_id: string;
  session_id: string;
  state: string;
  epoch: number;
  tiers: string[];
  consents: string[];
  barred: string[];
  caption_ids: string[];
}

function toProgramme(row: Programme): ProgrammeRecord {
  const cards = row.cards === null ? null : oneOf(CARD_LANGUAGES, row.cards);
  return { ...row, audience: oneOf(AUDIENCES, row.audience), cards };
}

function toRevision(row: ProgrammeRevision): RevisionRecord {
  return {
    id: row.id,
    programmeId: row.programmeId,
    number: row.number,
    state: oneOf(PROGRAMME_REVISION_STATES, row.state),
    cause: oneOf(['coordinator', 'withdrawal', 'consent_ended'], row.cause),
    audience: oneOf(AUDIENCES, row.audience),
    createdAt: row.createdAt,
    publishedAt: row.publishedAt,
    endedAt: row.endedAt,
    createdById: row.createdById,
    reason: row.reason,
    openingCardId: row.openingCardId,
    openingMs: row.openingMs,
  };
}

function toItem({ revisionId: _, kind, ...item }: ProgrammeItem): ProgrammeItemRecord {
  return { ...item, kind: oneOf(['statement', 'card'], kind) };
}

/** As it was published. */
function lengthOf(row: {
  openingMs: number;
  items: { cardMs: number; cut: { measuredMs: number | null } | null }[];
}): number {
  return row.items.reduce((sum, { cardMs, cut }) => sum + cardMs + (cut?.measuredMs ?? 0), row.openingMs);
}

function withItems(row: ProgrammeRevision & { items: ProgrammeItem[] }): RevisionWithItems {
  return { ...toRevision(row), items: row.items.map(toItem) };
}

export function programmesRepository(client: PrismaExecutor): Programmes {
  return {
    async ofReview(reviewId) {
      const row = await client.programme.findUnique({ where: { reviewId } });
      return row && toProgramme(row);
    },
    async byId(id) {
      const row = await client.programme.findUnique({ where: { id } });
      return row && toProgramme(row);
    },
    async ensure(id, reviewId) {
      await client.$executeRaw`
        insert into programme (id, review_id) values (${id}::uuid, ${reviewId}::uuid)
        on conflict (review_id) do nothing`;
    },
    async lock(reviewId) {
      await client.$queryRaw`select 1 from programme where review_id = ${reviewId}::uuid for update`;
      const row = await client.programme.findUnique({ where: { reviewId } });
      return row && toProgramme(row);
    },
    async setAudience(id, audience) {
      await client.programme.update({ where: { id }, data: { audience } });
    },
    async narrowRevision(id, audience) {
      await client.programmeRevision.update({ where: { id }, data: { audience } });
    },
    async setCards(reviewId, cards) {
      await client.programme.update({ where: { reviewId }, data: { cards } });
    },
    async setItemCard(revisionId, position, card) {
      await client.programmeItem.update({
        where: { revisionId_position: { revisionId, position } },
        data: card,
      });
    },
    async raiseEpoch(id) {
      const row = await client.programme.update({ where: { id }, data: { epoch: { increment: 1 } } });
      return row.epoch;
    },
    async revision(id) {
      const row = await client.programmeRevision.findUnique({ where: { id }, include: WITH_ITEMS });
      return row && withItems(row);
    },
    async published(programmeId) {
      const row = await client.programmeRevision.findFirst({
        where: { programmeId, state: 'published' },
        include: WITH_ITEMS,
      });
      return row && withItems(row);
    },
    async draft(programmeId) {
      const row = await client.programmeRevision.findFirst({
        where: { programmeId, state: 'draft' },
        orderBy: { number: 'desc' },
        include: WITH_ITEMS,
      });
      return row && withItems(row);
    },
    async revisions(programmeId) {
      const rows = await client.programmeRevision.findMany({
        where: { programmeId, state: { not: 'draft' } },
        orderBy: { number: 'desc' },
        include: { items: { ...WITH_ITEMS.items, include: { cut: { select: { measuredMs: true } } } } },
      });
      return rows.map((row) => ({
        ...withItems(row),
        lengthMs: lengthOf(row),
      }));
    },
    async addDraft(draft) {
      const last = await client.programmeRevision.aggregate({
        where: { programmeId: draft.programmeId },
        _max: { number: true },
      });
      const row = await client.programmeRevision.create({
        data: { ...draft, number: (last._max.number ?? 0) + 1, state: 'draft' },
      });
      return toRevision(row);
    },
    async setItems(revisionId, items) {
      await client.programmeItem.deleteMany({ where: { revisionId } });
      await client.programmeItem.createMany({
        data: items.map((item, position) => ({ ...item, position, revisionId })),
      });
    },
    async setReason(id, reason) {
      await client.programmeRevision.update({ where: { id }, data: { reason } });
    },
    async removeDraft(id) {
      await client.programmeItem.deleteMany({ where: { revisionId: id, revision: { state: 'draft' } } });
      await client.programmeRevision.deleteMany({ where: { id, state: 'draft' } });
    },
    async withCards() {
      const decided = {
        invitations: { some: { statement: { state: { in: ['approved', 'awaiting_speaker'] } } } },
      };
      const rows = await client.programme.findMany({
        where: {
          cards: { not: null },
          OR: [{ review: decided }, { revisions: { some: { state: 'published' } } }],
        },
        select: { reviewId: true },
      });
      return rows.map(({ reviewId }) => reviewId);
    },
    async standing(revisionId, now) {
      const rows = await client.$queryRaw<StandingRow[]>`
        select p.review_id, w.session_id, r.state, p.epoch, array[p.audience, r.audience] as tiers,
          coalesce(array_agg(distinct i.consent_audience) filter (where i.id is not null), '{}') as consents,
          coalesce(array_agg(s.id) filter (
            where s.state = 'withdrawn' or i.consent_ends_at <= ${now}
              or (i.appears_face = any(${[...NOT_MADE_YET.face]})
                and t.verdict->'source'->'soundOnly' is distinct from 'true'::jsonb)
              or i.appears_voice = any(${[...NOT_MADE_YET.voice]})
          ), '{}') as barred,
          array(
            select c.id from programme_item own join captions c on c.id = any(own.caption_ids)
            where own.revision_id = r.id and c.removed_at is null order by c.id
          ) as caption_ids
        from programme_revision r
        join programme p on p.id = r.programme_id
        join review w on w.id = p.review_id
        left join programme_item m on m.revision_id = r.id and m.kind = 'statement'
        left join statement s on s.id = m.statement_id
        left join invitation i on i.id = s.invitation_id
        left join cut c on c.id = m.cut_id
        left join take t on t.id = c.take_id
        where r.id = ${revisionId}::uuid
        group by r.id, p.review_id, w.session_id, r.state, p.epoch, p.audience`;
      const row = rows[0];
      if (row === undefined) return null;
      return {
        revisionId,
        reviewId: row.review_id,
        sessionId: row.session_id,
        state: oneOf(PROGRAMME_REVISION_STATES, row.state),
        epoch: row.epoch,
        audiences: [...row.tiers, ...row.consents].map((audience) => oneOf(AUDIENCES, audience)),
        barred: row.barred,
        captionIds: row.caption_ids,
      };
    },
    async media(cutIds) {
      const rows = await client.cut.findMany({
        where: { id: { in: [...cutIds] } },
        include: { mediaSet: true, take: { include: { mediaSet: true } } },
      });
      return rows.map((row): CutMedia => {
        const whole = row.inMs === 0 && row.take.measuredMs !== null && row.outMs >= row.take.measuredMs;
        const uncut = whole && Array.isArray(row.removals) && row.removals.length === 0;
        const set = row.mediaSet ?? (uncut ? row.take.mediaSet : null);
        return {
          cutId: row.id,
          takeId: row.takeId,
          measuredMs: row.measuredMs,
          edit: editOf(row),
          removesOnlySilence: row.removesOnlySilence,
          takeMs: row.take.measuredMs,
          soundOnly: isSoundOnly({
            verdict: row.take.verdict === null ? null : Verdict.parse(row.take.verdict),
          }),
          mediaSet: set === null ? null : MediaSet.parse(set.manifest),
        };
      });
    },
    async publishedPlaces(statementIds) {
      const rows = await client.programmeItem.findMany({
        where: {
          statementId: { in: [...statementIds] },
          kind: 'statement',
          revision: { state: 'published' },
        },
        include: { revision: { include: { programme: true } } },
      });
      return rows.flatMap((row) =>
        row.cutId === null
          ? []
          : [
              {
                statementId: row.statementId,
                reviewId: row.revision.programme.reviewId,
                revision: row.revision.number,
                position: row.position,
                cutId: row.cutId,
              },
            ],
      );
    },
    async publishedOfSession(sessionId) {
      const rows = await client.programmeRevision.findMany({
        where: { state: 'published', programme: { review: { sessionId } } },
        include: { programme: true, items: { include: { cut: { select: { measuredMs: true } } } } },
      });
      return rows.flatMap((row) =>
        row.publishedAt === null
          ? []
          : [
              {
                reviewId: row.programme.reviewId,
                number: row.number,
                publishedAt: row.publishedAt,
                lengthMs: lengthOf(row),
                statements: row.items.filter((item) => item.kind === 'statement').length,
              },
            ],
      );
    },
  };
}
