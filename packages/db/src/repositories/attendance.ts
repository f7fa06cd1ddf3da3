import type { AttendanceRecords } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

interface Row {
  review_id: string;
  mission_id: string;
  state_code: string;
  name: string;
  minutes: number;
  days: number;
}

interface TotalsRow {
  presessions: number;
  missions: number;
  presentations: number;
  minutes: number;
}

export function attendanceRepository(client: PrismaExecutor): AttendanceRecords {
  return {
    async count({ missionId, reviewId, day, minute }) {
      await client.$executeRaw`
        insert into attendance (mission_id, review_id, day, minutes, last_minute)
        values (${missionId}::uuid, ${reviewId}::uuid, ${day}::date, 1, ${minute})
        on conflict (mission_id, review_id, day) do update
          set minutes = attendance.minutes + 1, last_minute = excluded.last_minute
          where attendance.last_minute < excluded.last_minute`;
    },
    async ofSession(sessionId) {
      const rows = await client.$queryRaw<Row[]>`
        select a.review_id, a.mission_id, m.state_code, m.name,
          sum(a.minutes)::int as minutes, count(*)::int as days
        from attendance a
        join review r on r.id = a.review_id
        join mission m on m.id = a.mission_id
        where r.session_id = ${sessionId}::uuid
        group by a.review_id, a.mission_id, m.state_code, m.name
        order by m.name, a.mission_id`;
      return rows.map(({ review_id, mission_id, state_code, name, minutes, days }) => ({
        reviewId: review_id,
        missionId: mission_id,
        stateCode: state_code,
        missionName: name,
        minutes,
        days,
      }));
    },
    async totals(sessionId) {
      const [row] = await client.$queryRaw<TotalsRow[]>`
        with counted as (
          select id from review where ${sessionId}::uuid is null or session_id = ${sessionId}::uuid
        ), shown as (
          select p.review_id, i.statement_id, i.kind
          from counted c
          join programme p on p.review_id = c.id
          join programme_revision v on v.programme_id = p.id and v.published_at is not null
          join programme_item i on i.revision_id = v.id
        )
        select
          (select count(distinct review_id) from shown)::int as presessions,
          (select count(distinct shown.statement_id) from shown
            join statement s on s.id = shown.statement_id and s.state <> 'withdrawn'
            join invitation n on n.id = s.invitation_id
            join organisation o on o.id = n.organisation_id and o.kind <> 'state'
            where shown.kind = 'statement')::int as presentations,
          (select count(distinct a.mission_id) from attendance a join counted c on c.id = a.review_id)::int
            as missions,
          (select coalesce(sum(a.minutes), 0) from attendance a join counted c on c.id = a.review_id)::int
            as minutes`;
      return row ?? { presessions: 0, missions: 0, presentations: 0, minutes: 0 };
    },
  };
}
