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

export function askedQuestionsRepository({ askedQuestion }: PrismaExecutor): AskedQuestions {
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
    async add(question) {
      await askedQuestion.create({ data: { ...question, state: 'asked' } });
    },
    countSince: (missionId, since) => askedQuestion.count({ where: { missionId, askedAt: { gt: since } } }),
    async change(id, from, change) {
      const where = { id, state: { in: [...from] } };
      return (await askedQuestion.updateMany({ where, data: change })).count === 1;
    },
  };
}
