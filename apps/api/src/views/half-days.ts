import type { PlannedHoursView, QuestionBlockView } from '@rostrum/contract';
import type { PlannedHours, QuestionBlockRecord } from '@rostrum/core';
import { stateNameIn } from '@rostrum/domain/state-names';
import type { z } from 'zod';
import { instant, sessionView } from './common.ts';

export function questionBlockView({
  startsAt,
  endsAt,
}: Pick<QuestionBlockRecord, 'startsAt' | 'endsAt'>): z.output<typeof QuestionBlockView> {
  return { startsAt: instant(startsAt), endsAt: instant(endsAt) };
}

export function plannedHoursView(
  { session, reviews, questions, mark }: PlannedHours,
  now: Date,
): z.output<typeof PlannedHoursView> {
  return {
    session: sessionView(session),
    reviews: reviews.map(({ review, lengthMs, screening }) => ({
      review: {
        id: review.id,
        stateCode: review.stateCode,
        stateName: stateNameIn(review, 'en'),
        presessionAt: instant(review.presessionAt),
        slotMs: review.slotMs,
      },
      lengthMs,
      screening: screening && {
        startsAt: instant(screening.startsAt),
        version: screening.version,
        phase: screening.phase,
      },
    })),
    questions: questions.map(questionBlockView),
    mark,
    serverNow: instant(now),
  };
}
