import type { AskedQuestionRecord, AskedQuestions } from '@rostrum/core';
import { ASKED_QUESTION_STATES } from '@rostrum/domain';
import { z } from 'zod';
import type { PrismaExecutor } from '../client.ts';
import type { AskedQuestion, Mission } from '../generated/client.ts';

const State = z.enum(ASKED_QUESTION_STATES);
const include = { mission: true } as const;
const orderBy = [{ askedAt: 'asc' }, { id: 'asc' }] as const;

function toRecord(row: AskedQuestion & { mission: Mission }): AskedQuestionRecord {
  const { id, statementId, missionId, named, body, askedAt, reason, answer, answeredAt, shownAt } = row;
  return {
    id,
    statementId,
    missionId,
    missionName: row.mission.name,
    missionCode: row.mission.stateCode,
    named,
    body,
    state: State.parse(row.state),
    askedAt,
    reason,
    answer,
    answeredAt,
    shownAt,
  };
}

export function askedQuestionsRepository(client: PrismaExecutor): AskedQuestions {
  const { askedQuestion } = client;
  return {
    async byId(id) {
      const row = await askedQuestion.findUnique({ where: { id }, include });
      return row && toRecord(row);
    },
    async ofStatement(statementId) {
      const rows = await askedQuestion.findMany({ where: { statementId }, include, orderBy: [...orderBy] });
      return rows.map(toRecord);
    },
    async ofReview(reviewId) {
      const where = { statement: { invitation: { reviewId } } };
      return (await askedQuestion.findMany({ where, include, orderBy: [...orderBy] })).map(toRecord);
    },
    async ofSession(sessionId) {
      const where = { statement: { invitation: { review: { sessionId } } } };
      return (await askedQuestion.findMany({ where, include, orderBy: [...orderBy] })).map(toRecord);
    },
    async countsIn(states) {
      const rows = await client.$queryRaw<{ session_id: string; count: bigint }[]>`
        select n.id as session_id, count(*) as count
        from asked_question q
        join statement s on s.id = q.statement_id
        join invitation i on i.id = s.invitation_id
        join review w on w.id = i.review_id
        join upr_session n on n.id = w.session_id
        where q.state = any(${[...states]}::text[]) and s.state <> 'withdrawn'
        group by n.id, n.number
        order by n.number desc`;
      return rows.map(({ session_id, count }) => ({ sessionId: session_id, count: Number(count) }));
    },
    async readers() {
      const open = await client.user.findMany({
        where: { OR: [{ banned: null }, { banned: false }] },
        select: { id: true, role: true },
        orderBy: { id: 'asc' },
      });
      const coordinators = open.filter(({ role }) => role === 'coordinator');
      return (coordinators.length > 0 ? coordinators : open).map(({ id }) => id);
    },
    async add(question) {
      await askedQuestion.create({ data: { ...question, state: 'asked' } });
    },
    countSince: (missionId, since) => askedQuestion.count({ where: { missionId, askedAt: { gt: since } } }),
    async change(id, { states, ...seen }, change) {
      const where = { id, state: { in: [...states] }, ...seen };
      return (await askedQuestion.updateMany({ where, data: change })).count === 1;
    },
  };
}
