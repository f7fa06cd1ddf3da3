import type { AccessView, AttendanceView } from '@rostrum/contract';
import type { AccessState, AttendanceState } from '@rostrum/core';
import { RECORD_OF_2017 } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import type { z } from 'zod';
import { instant, sessionView } from './common.ts';

export function attendanceView({
  session,
  reviews,
  totals,
}: AttendanceState): z.output<typeof AttendanceView> {
  return {
    session: sessionView(session),
    reviews: reviews.map(({ review, attended }) => ({
      review: {
        id: review.id,
        stateCode: review.stateCode,
        stateName: stateNameIn(review, 'en'),
        presessionAt: instant(review.presessionAt),
      },
      attended: attended.map(({ missionId, stateCode, missionName, minutes, days }) => ({
        missionId,
        stateCode,
        name: missionName,
        minutes,
        days,
      })),
    })),
    totals,
    recordOf2017: RECORD_OF_2017,
  };
}

export function accessView({
  session,
  window: { opensAt, closesAt },
  windowState,
  reviews,
  serverNow,
}: AccessState): z.output<typeof AccessView> {
  return {
    session: sessionView(session),
    window: { opensAt: instant(opensAt), closesAt: instant(closesAt), state: windowState },
    reviews: reviews.map(({ review, tier, reaches }) => ({
      review: { id: review.id, stateCode: review.stateCode, stateName: stateNameIn(review, 'en') },
      audience: tier.audience,
      publicFrom: instant(tier.publicFrom),
      reaches,
    })),
    serverNow: instant(serverNow),
  };
}
