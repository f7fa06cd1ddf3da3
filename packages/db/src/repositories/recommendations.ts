import type {
  IssueCounts,
  IssueSearch,
  IssueSheetRecord,
  PlacedIssue,
  Recommendations,
  ShownSheet,
  ShownStatement,
} from '@rostrum/core';
import { IssueContent, NOT_MADE_YET, Range, type SearchTerm, SourceFacts, ThemeList } from '@rostrum/domain';
import { z } from 'zod';
import { Prisma, type PrismaExecutor } from '../client.ts';
import type { IssueCard as CardRow, IssueSheet as SheetRow } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

const LIST = 1;
const Rate = SourceFacts.shape.rate.nullable();
const Removals = z.array(Range);
/** Who added a card goes with what it says, so that it is gone with it. */
const KeptContent = IssueContent.extend({ addedBy: z.literal('staff').optional() });
const cardFields = {
  statementId: true,
  id: true,
  position: true,
  theme: true,
  title: true,
  content: true,
  momentTakeId: true,
  momentMs: true,
} as const;
type Row = Pick<CardRow, keyof typeof cardFields>;

/** Counted by one of them: the others are null. */
interface TallyRow {
  statementId: string | null;
  language: string | null;
  theme: string | null;
  count: number;
}

interface ShownRow {
  version: number;
  newest: number;
  statement_id: string;
  review_id: string;
  organisation_id: string;
  name: string;
  kind: string;
  take_id: string;
  take_ms: number | null;
  rate: unknown;
  in_ms: number;
  out_ms: number;
  removals: unknown;
}

function cardOf({ id, theme, title, content, momentTakeId, momentMs }: Row): PlacedIssue['card'] {
  const moment = momentTakeId === null || momentMs === null ? null : { takeId: momentTakeId, ms: momentMs };
  const { addedBy, ...said } = KeptContent.parse(content);
  return { id, theme, title, ...said, moment, ...(addedBy && { addedBy }) };
}

function sheetOf({ cards, ...row }: SheetRow & { cards: Row[] }): IssueSheetRecord {
  return {
    statementId: row.statementId,
    version: row.version,
    language: row.language,
    writtenBy: { kind: oneOf(['speaker', 'staff'], row.writtenByKind), id: row.writtenById },
    writtenAt: row.writtenAt,
    cards: cards.map(cardOf),
  };
}

/**
 * When a coordinator last published the statement that is on show. A revision that made itself, because another
 * statement was taken back, shows of this one nothing that nobody looked at.
 */
const publishedAt = (statementId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select max(q.published_at) from programme_item m
  join programme_revision r on r.id = m.revision_id and r.state = 'published'
  join programme_revision q
    on q.programme_id = r.programme_id and q.cause = 'coordinator' and q.published_at <= r.published_at
  join programme_item qm
    on qm.revision_id = q.id and qm.statement_id = m.statement_id and qm.kind = 'statement'
  where m.statement_id = ${statementId} and m.kind = 'statement'
)`;

/** Words of letters and figures alone, as the domain folds them: quoted they are lexemes and nothing else. */
const tsquery = (term: SearchTerm): string => term.map((word) => `'${word}':*`).join(' | ');

/** Cards of the versions that are shown, but for those that their newest version has no more. */
function shownCards(sheets: readonly ShownSheet[]): Prisma.Sql {
  const ids = sheets.map(({ statementId }) => statementId);
  const versions = sheets.map(({ version }) => version);
  const newest = sheets.map((sheet) => sheet.newest);
  return Prisma.sql`
    from unnest(${ids}::uuid[], ${versions}::int[], ${newest}::int[])
      with ordinality as shown (statement_id, version, newest, place)
    join issue_sheet s on s.statement_id = shown.statement_id and s.version = shown.version
    join issue_card c on c.statement_id = s.statement_id and c.version = s.version
    where (shown.version = shown.newest or exists (
      select 1 from issue_card n
      where n.statement_id = c.statement_id and n.version = shown.newest and n.id = c.id
    ))`;
}

function wanted({ terms, theme, language }: IssueSearch): Prisma.Sql {
  const all = [
    ...terms.map(
      ({ term, themes, statementIds }) => Prisma.sql`and (c.searched @@ ${tsquery(term)}::tsquery
        or c.theme = any(${[...themes]}::text[]) or c.statement_id = any(${[...statementIds]}::uuid[]))`,
    ),
    ...(theme === null ? [] : [Prisma.sql`and c.theme = ${theme}`]),
    ...(language === null ? [] : [Prisma.sql`and s.language = ${language}`]),
  ];
  return all.length === 0 ? Prisma.empty : Prisma.join(all, ' ');
}

const include = { cards: { select: cardFields, orderBy: { position: 'asc' } } } as const;
const newestFirst = [{ statementId: 'asc' }, { version: 'desc' }] as const;

export function recommendationsRepository(client: PrismaExecutor): Recommendations {
  return {
    async sheet(statementId) {
      const row = await client.issueSheet.findFirst({
        where: { statementId },
        orderBy: { version: 'desc' },
        include,
      });
      return row && sheetOf(row);
    },
    async sheetsOf(statementIds) {
      const rows = await client.issueSheet.findMany({
        where: { statementId: { in: [...statementIds] } },
        orderBy: [...newestFirst],
        distinct: ['statementId'],
        include,
      });
      return rows.map(sheetOf);
    },
    versions: (statementIds) => client.$queryRaw`
      select x.statement_id as "statementId", max(x.version) as newest,
        max(x.version) filter (where x.written_at <= ${publishedAt(Prisma.sql`x.statement_id`)}) as shown
      from issue_sheet x where x.statement_id = any(${[...statementIds]}::uuid[])
      group by x.statement_id`,
    async shownVersion(statementId) {
      const [row] = await client.$queryRaw<{ version: number | null }[]>`
        select max(x.version) as version from issue_sheet x
        where x.statement_id = ${statementId}::uuid and x.written_at <= ${publishedAt(Prisma.sql`${statementId}::uuid`)}`;
      return row?.version ?? null;
    },
    async put({ statementId, language, writtenBy, writtenAt, cards }, expected) {
      const before = await client.issueSheet.aggregate({ where: { statementId }, _max: { version: true } });
      if ((before._max.version ?? 0) !== expected) return false;
      const version = expected + 1;
      const sheet = { statementId, version, language, writtenAt };
      const { count } = await client.issueSheet.createMany({
        data: [{ ...sheet, writtenByKind: writtenBy.kind, writtenById: writtenBy.id }],
        skipDuplicates: true,
      });
      if (count !== 1) return false;
      await client.issueCard.createMany({
        data: cards.map(({ id, theme, title, moment, words, ...content }, position) => ({
          statementId,
          version,
          id,
          position,
          theme,
          title,
          content: KeptContent.parse(content),
          momentTakeId: moment?.takeId ?? null,
          momentMs: moment?.ms ?? null,
          words: [...words],
        })),
      });
      await client.$executeRaw`
        delete from issue_sheet where statement_id = ${statementId}::uuid and version < ${version}
          and version is distinct from (
            select max(x.version) from issue_sheet x
            where x.statement_id = ${statementId}::uuid and x.written_at <= ${publishedAt(Prisma.sql`${statementId}::uuid`)}
          )`;
      return true;
    },
    async search(search) {
      const from = Prisma.sql`${shownCards(search.sheets)} ${wanted(search)}`;
      // Every card is looked at once: found and counted together. Only of the page is fetched what it says.
      const rows = await client.$queryRaw<(Row & { language: string; total: number })[]>`
        with found as materialized (
          select c.statement_id, c.version, c.id, c.position, s.language, shown.place,
            count(*) over ()::int as total
          ${from}
          order by shown.place, c.position
          limit ${search.limit} offset ${search.offset}
        )
        select c.statement_id as "statementId", c.id, c.position, c.theme, c.title, c.content,
          c.moment_take_id as "momentTakeId", c.moment_ms as "momentMs", found.language, found.total
        from found join issue_card c
          on c.statement_id = found.statement_id and c.version = found.version and c.id = found.id
        order by found.place, found.position`;
      const issues = rows.map(
        (row): PlacedIssue => ({ statementId: row.statementId, language: row.language, card: cardOf(row) }),
      );
      const [first] = rows;
      if (first !== undefined || search.offset === 0) return { total: first?.total ?? 0, issues };
      // Behind the last page nothing says how many there are.
      const [counted] = await client.$queryRaw<{ n: number }[]>`select count(*)::int as n ${from}`;
      return { total: counted?.n ?? 0, issues };
    },
    async tally(sheets) {
      const rows = await client.$queryRaw<TallyRow[]>`
        select c.statement_id as "statementId", s.language, c.theme, count(*)::int as count
        ${shownCards(sheets)}
        group by grouping sets ((c.statement_id), (s.language), (c.theme))`;
      return {
        statements: rows.flatMap(({ statementId, count }) => (statementId ? [{ statementId, count }] : [])),
        languages: rows.flatMap(({ language, count }) => (language ? [{ language, count }] : [])),
        themes: rows.flatMap(({ theme, count }) => (theme ? [{ code: theme, count }] : [])),
      };
    },
    counts: (sessionId) => client.$queryRaw<IssueCounts[]>`
      select c.statement_id as "statementId", count(*)::int as issues,
        sum(jsonb_array_length(c.content->'recommendations'))::int as recommendations,
        sum(jsonb_array_length(c.content->'questions'))::int as questions
      from issue_card c
      join statement s on s.id = c.statement_id
      join invitation i on i.id = s.invitation_id
      join review w on w.id = i.review_id
      where w.session_id = ${sessionId}::uuid
        and c.version = (select max(x.version) from issue_sheet x where x.statement_id = c.statement_id)
      group by c.statement_id`,
    async shown(reviewIds, now) {
      // When each was published last is found for all of them at once: for each by itself it takes many times as long.
      const rows = await client.$queryRaw<ShownRow[]>`
        with seen as materialized (
          select m.statement_id, max(q.published_at) as at
          from programme p
          join programme_revision r on r.programme_id = p.id and r.state = 'published'
          join programme_item m on m.revision_id = r.id and m.kind = 'statement'
          join programme_revision q
            on q.programme_id = p.id and q.cause = 'coordinator' and q.published_at <= r.published_at
          join programme_item qm
            on qm.revision_id = q.id and qm.statement_id = m.statement_id and qm.kind = 'statement'
          where p.review_id = any(${[...reviewIds]}::uuid[])
          group by m.statement_id
        ), sheet as materialized (
          select x.statement_id, max(x.version) filter (where x.written_at <= seen.at) as version,
            max(x.version) as newest
          from issue_sheet x join seen on seen.statement_id = x.statement_id
          group by x.statement_id
        )
        select m.statement_id, sheet.version, sheet.newest, p.review_id, o.id as organisation_id, o.name, o.kind, t.id as take_id,
          t.measured_ms as take_ms,
          t.verdict->'source'->'rate' as rate, c.in_ms, c.out_ms, c.removals
        from programme p
        join programme_revision r on r.programme_id = p.id and r.state = 'published'
        join programme_item m on m.revision_id = r.id and m.kind = 'statement'
        join statement s on s.id = m.statement_id
        join invitation i on i.id = s.invitation_id
        join organisation o on o.id = i.organisation_id
        join cut c on c.id = m.cut_id
        join take t on t.id = c.take_id
        join sheet on sheet.statement_id = m.statement_id and sheet.version is not null
        where p.review_id = any(${[...reviewIds]}::uuid[])
          and s.state <> 'withdrawn'
          and (i.consent_ends_at is null or i.consent_ends_at > ${now})
          and not (i.appears_face = any(${[...NOT_MADE_YET.face]})
            and t.verdict->'source'->'soundOnly' is distinct from 'true'::jsonb)
          and not i.appears_voice = any(${[...NOT_MADE_YET.voice]})
        order by array_position(${[...reviewIds]}::uuid[], p.review_id), m.position`;
      return rows.map(
        (row): ShownStatement => ({
          statementId: row.statement_id,
          version: row.version,
          newest: row.newest,
          reviewId: row.review_id,
          organisation: {
            id: row.organisation_id,
            name: row.name,
            kind: oneOf(['state', 'nhri', 'cso'], row.kind),
          },
          takeId: row.take_id,
          takeMs: row.take_ms,
          rate: Rate.parse(row.rate),
          edit: { inMs: row.in_ms, outMs: row.out_ms, removals: Removals.parse(row.removals) },
        }),
      );
    },
    async themes() {
      const row = await client.themeList.findUnique({ where: { id: LIST } });
      return row && { version: row.version, themes: ThemeList.parse(row.themes) };
    },
    async putThemes({ themes, at, byId }, expected) {
      const data = { themes, changedAt: at, changedById: byId };
      const { count } =
        expected === 0
          ? await client.themeList.createMany({
              data: [{ id: LIST, version: 1, ...data }],
              skipDuplicates: true,
            })
          : await client.themeList.updateMany({
              where: { id: LIST, version: expected },
              data: { ...data, version: expected + 1 },
            });
      return count === 1;
    },
  };
}
